namespace UserRep.Features.Bundles;

/// <summary>Where a bundle comes from whose encoder was trained elsewhere: which events it has seen, and until when, is not known.</summary>
/// <param name="Producer">What the ONNX file says wrote it; empty if it says nothing.</param>
/// <param name="SourceFiles">SHA-256 (lower-case hex) of each file it was made from, by file name.</param>
/// <param name="Items">Items with a vector in at least one modality.</param>
public sealed record ImportRecord(DateTimeOffset ImportedAt, string Producer, IReadOnlyDictionary<string, string> SourceFiles, int Items);
