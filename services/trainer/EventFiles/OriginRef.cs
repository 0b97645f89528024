using System.Text.Json.Serialization;

namespace UserRep.Trainer.EventFiles;

/// <summary>The day that days are counted from: one of the two.</summary>
/// <param name="Date">The same for every row, yyyy-MM-dd.</param>
/// <param name="Column">Where each row says it, yyyy-MM-dd.</param>
[JsonConverter(typeof(OriginRefConverter))]
internal sealed record OriginRef(string? Date, ColumnRef? Column);
