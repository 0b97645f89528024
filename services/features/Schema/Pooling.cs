using System.Text.Json.Serialization;

namespace UserRep.Features.Schema;

[JsonConverter(typeof(JsonStringEnumConverter<Pooling>))]
public enum Pooling
{
    /// <summary>The weighted mean: what the user likes, however much they do.</summary>
    Mean,

    /// <summary>The weighted sum, as sign(s) log(1 + |s|): how much of each. For vectors whose dimensions are countable, e.g. one per category.</summary>
    LogSum,
}
