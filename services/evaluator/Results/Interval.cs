using System.Text.Json.Serialization;

namespace UserRep.Evaluator.Results;

/// <summary>A mean and its 95% interval.</summary>
public sealed record Interval(double Mean, double Low, double High)
{
    [JsonIgnore]
    public bool IsFinite => double.IsFinite(Mean) && double.IsFinite(Low) && double.IsFinite(High);
}
