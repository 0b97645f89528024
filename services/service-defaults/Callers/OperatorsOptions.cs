using System.ComponentModel.DataAnnotations;

namespace UserRep.ServiceDefaults.Callers;

/// <summary>Who may change versions and models, see histories and dead letters, and erase users.</summary>
public sealed class OperatorsOptions
{
    public const string Section = "Operators";

    /// <summary>Dapr app-ids of operators. Default: none; the embedded mesh names playground.</summary>
    [Required]
    public IList<string> AppIds { get; init; } = [];
}
