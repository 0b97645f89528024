using System.ComponentModel.DataAnnotations;

namespace UserRep.FeatureIngest.Archiving;

internal sealed class EventArchiveOptions
{
    public const string Section = "EventArchive";

    /// <summary>Whether accepted events are archived before they are acknowledged. Default false: the folder has to be one that lasts.</summary>
    public bool Enabled { get; init; }

    /// <summary>Folder or volume, the same for all replicas; it must exist, and its file locks must hold between them. Default .userrep/archive.</summary>
    [Required]
    public string Folder { get; init; } = Path.Combine(".userrep", "archive");

    /// <summary>A segment is finished, and may be compacted, once it is this large, MiB. Default 32, range 1 to 1024; compaction reads a segment whole.</summary>
    [Range(1, 1024)]
    public int SegmentMegabytes { get; init; } = 32;

    /// <summary>How often a replica finishes its segment however small, and finished segments are compacted to Parquet, seconds. Default 60, range 1 to 3600. Erasure of a user waits for it where there are several replicas.</summary>
    [Range(1, 3600)]
    public int CompactSeconds { get; init; } = 60;
}
