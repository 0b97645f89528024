using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace UserRep.Features.Bundles;

/// <summary>What a bundle says of itself. Its own SHA-256 names the bundle, and it names every other file's.</summary>
/// <param name="Version">e.g. <c>representation@v1</c></param>
/// <param name="Metric">How vectors of this space are compared: <c>cosine</c> or <c>dot</c>.</param>
/// <param name="Files">SHA-256 (lower-case hex) of schema.json, items.bin and encoder.onnx, and of decoder.onnx, future.onnx and names.bin where there are any.</param>
/// <param name="MaxAbsoluteError">
/// Bound within which the same features give the same vector: 1e-5 for fp32 on CPU; int8 states its own, in which one rounding to the
/// other neighbour is allowed for. It says nothing of how far int8 is from fp32, which is a different encoder.
/// </param>
/// <param name="Precision">One of <see cref="BundlePrecision"/>; bundles that don't say are fp32.</param>
/// <param name="Training">Null for an encoder that was trained elsewhere.</param>
/// <param name="Import">Null for one that was trained here.</param>
public sealed record BundleManifest(
    string Version,
    int Dimension,
    int InputWidth,
    string Metric,
    IReadOnlyDictionary<string, string> Files,
    string EmbeddingSpaceId,
    double MaxAbsoluteError,
    TrainingRecord? Training,
    string Precision = BundlePrecision.Fp32,
    ImportRecord? Import = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="JsonException">The bytes are not a manifest.</exception>
    public static BundleManifest FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<BundleManifest>(json, Json) ?? throw new JsonException("manifest.json is empty");

    /// <summary>Hash of feature schema, item vectors and ONNX file: two vectors may be compared only if it is equal.</summary>
    public static string SpaceId(IReadOnlyDictionary<string, string> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', BundleFiles.Space.Select(f => files[f])))))[..32];
}
