using System.ComponentModel.DataAnnotations;

namespace UserRep.VersionRouter.Plans;

/// <summary>Thresholds beyond which a plan is refused unless it is forced with a reason.</summary>
internal sealed class PlanOptions
{
    public const string Section = "Plans";

    /// <summary>Share of known users that must have a vector in the version migrated to. Default 0.999, range 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MinCoverage { get; init; } = 0.999;

    /// <summary>Days by which the oldest hundredth of its vectors may be behind that of the version left. Default 1, range 0 to 3650.</summary>
    [Range(0, 3650)]
    public int MaxDaysBehind { get; init; } = 1;

    /// <summary>By how much the model's evaluation may be worse (the mean over its tasks, in each task's own metric). Default 0.01, range 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MaxMetricDrop { get; init; } = 0.01;

    /// <summary>Mean cosine that adapted vectors must have to the true ones, on persons held out. Default 0.9, range 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MinAdapterCosine { get; init; } = 0.9;

    /// <summary>By how much the tasks of a model may be answered worse from adapted vectors (the mean over them, each in its own metric). Default 0.01, range 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MaxAdapterTaskLoss { get; init; } = 0.01;
}
