using UserRep.Contracts.Versions;

namespace UserRep.Trainer.Imports;

/// <summary>An encoder trained elsewhere, and what it needs to become a bundle.</summary>
/// <param name="OnnxPath">Maps <c>features[batch,F]</c> to <c>embedding[batch,D]</c>, float; all weights inside the file.</param>
/// <param name="SchemaPath">A feature schema (schema.json of a bundle) whose blocks make F values.</param>
/// <param name="ItemVectors">By modality of the schema: a file of item vectors.</param>
/// <param name="BundleRoot">Folder of bundles; the new one is <c>{BundleRoot}/representation@vN</c>.</param>
public sealed record ImportRequest(string OnnxPath, string SchemaPath, IReadOnlyDictionary<string, string> ItemVectors, string BundleRoot, EncoderVersion Version)
{
    /// <summary>How vectors are compared: cosine or dot. Default cosine.</summary>
    public string Metric { get; init; } = "cosine";

    /// <summary>Bound within which the same features give the same vector. Default 1e-5, what fp32 on CPU keeps; 0 to 0.1.</summary>
    public double MaxAbsoluteError { get; init; } = 1e-5;
}
