using System.ComponentModel.DataAnnotations;

namespace UserRep.VersionRouter.Shadows;

/// <summary>How much a replica does for shadows, beside its reads.</summary>
internal sealed class ShadowOptions
{
    public const string Section = "Shadows";

    /// <summary>Share of reads that are compared, drawn by chance. Default 1, range 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double Share { get; init; } = 1;

    /// <summary>Reads that may wait to be compared; beyond it they are dropped and counted. Default 256, range 1 to 65536.</summary>
    [Range(1, 65_536)]
    public int Queue { get; init; } = 256;

    /// <summary>Reads compared at once. Default 2, range 1 to 64.</summary>
    [Range(1, 64)]
    public int Readers { get; init; } = 2;
}
