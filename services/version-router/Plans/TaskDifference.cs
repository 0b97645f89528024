using System.Globalization;
using UserRep.VersionRouter.Evaluations;

namespace UserRep.VersionRouter.Plans;

/// <summary>Better is higher in every metric that an evaluation reports.</summary>
internal sealed record TaskDifference(string Task, TaskScore From, TaskScore To)
{
    public double Difference => To.Mean - From.Mean;

    public bool IsWorse => To.High < From.Low;

    public bool IsBetter => To.Low > From.High;

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Task} {From.Metric} {From.Mean:0.000} -> {To.Mean:0.000}");
}
