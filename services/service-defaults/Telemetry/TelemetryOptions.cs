using System.ComponentModel.DataAnnotations;

namespace UserRep.ServiceDefaults.Telemetry;

public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Share of the traces that begin in this service which are recorded. Default 0.01, range 0 to 1. A trace that began elsewhere is recorded if it was there (parent-based), and so is work on a batch that has an event of such a trace in it.</summary>
    [Range(0.0, 1.0)]
    public double TraceRatio { get; init; } = 0.01;
}
