using System.Text.Json;
using System.Text.Json.Serialization;

namespace UserRep.Features.Schema;

/// <summary>The ordered blocks of an encoder's input and how they are computed from a history. Part of a bundle.</summary>
/// <param name="WindowsDays">Ascending; a window of w days at day d covers the days d-w+1 to d.</param>
/// <param name="ActionWeights">What an action counts for in the pooled vectors.</param>
/// <param name="DefaultActionWeight">What any action not named counts for.</param>
/// <param name="HalfLifeDays">Within a window, an activity this many days old weighs half.</param>
/// <param name="Means">Per input feature; subtracted first.</param>
/// <param name="Scales">Per input feature; multiplied after. Empty means and scales: no standardisation.</param>
/// <param name="RhythmDays">So many last days each have their activity as a feature; 0: no such block.</param>
public sealed record FeatureSchema(
    IReadOnlyList<int> WindowsDays,
    IReadOnlyList<ModalitySchema> Modalities,
    IReadOnlyDictionary<string, double> ActionWeights,
    double DefaultActionWeight,
    double HalfLifeDays,
    IReadOnlyList<AttributeSchema> Attributes,
    IReadOnlyList<float> Means,
    IReadOnlyList<float> Scales,
    int RhythmDays = 0)
{
    [JsonIgnore]
    public int LongestWindow => WindowsDays[^1];

    /// <summary>Each a block of its own; none in bundles from before there were any.</summary>
    public IReadOnlyList<TimingSchema> Timings { get; init; } = [];

    private const int MaxBuckets = 65_536;

    private const int MaxKnots = 256;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="JsonException">The bytes are not a schema.</exception>
    public static FeatureSchema FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<FeatureSchema>(json, Json) ?? throw new JsonException("schema.json is empty");

    /// <summary>Every fault that would make this schema unusable; empty if there is none.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (WindowsDays is not { Count: > 0 } || WindowsDays.Any(w => w is < 1 or > 3650) || !WindowsDays.SequenceEqual(WindowsDays.Distinct().Order()))
            faults.Add("windowsDays must be ascending, distinct and within 1 to 3650");
        if (Modalities is not { Count: > 0 and <= 8 } || Modalities.Any(m => m is not { Dimension: >= 1 and <= 4096, Name.Length: > 0 }))
            faults.Add("modalities must be 1 to 8, each named and of dimension 1 to 4096");
        if (RhythmDays is < 0 or > 366)
            faults.Add("rhythmDays must be within 0 to 366");
        if (Timings is null || Timings.Any(t => t is not { Knots: not null } || !Enum.IsDefined(t.Kind) || t.Knots.Count > MaxKnots || t.Knots.Any(k => !float.IsFinite(k)) || !t.Knots.SequenceEqual(t.Knots.Distinct().Order()))
            || Timings.DistinctBy(t => t.Kind).Count() != Timings.Count)
            faults.Add($"timings must be of different kinds, each with at most {MaxKnots} ascending, distinct knots");
        if (!(HalfLifeDays > 0))
            faults.Add("halfLifeDays must be above 0");
        if (ActionWeights is null || Attributes is null || Means is null || Scales is null)
            faults.Add("actionWeights, attributes, means and scales must be given");
        else if (Attributes.Any(a => a is not { Name.Length: > 0, Values: not null, Buckets: >= 0 and <= MaxBuckets }))
            faults.Add($"attributes must each have a name, values and 0 to {MaxBuckets} buckets");
        else if (faults.Count == 0)
        {
            var width = FeatureLayout.Of(this).Width;
            if (Means.Count != Scales.Count || (Means.Count != 0 && Means.Count != width))
                faults.Add($"means and scales must both have {width} values or none");
            if (Means.Concat(Scales).Any(v => !float.IsFinite(v)))
                faults.Add("means and scales must be finite");
        }
        return faults;
    }
}
