using System.Text.Json;

namespace UserRep.Trainer.Quantization;

/// <summary>How far an int8 encoder is from the fp32 one it was made of, on held-out rows. Written beside the bundle.</summary>
/// <param name="Rows">Held-out rows compared.</param>
/// <param name="CosineMean">Of each row's int8 vector with its fp32 vector.</param>
/// <param name="CosineP01">The cosine that 1% of rows are below.</param>
/// <param name="LossFp32">Weighted squared error of the decoder's reconstruction of clean rows from fp32 vectors.</param>
/// <param name="LossInt8">The same from int8 vectors.</param>
/// <param name="MaxBatchDifference">Largest difference between a vector computed alone and in a batch; 0 if no bit differs.</param>
/// <param name="MaxAbsoluteError">The bound that the manifest states: what one activation rounded to its other neighbour, as another CPU may, can change.</param>
/// <param name="BytesFp32">Size of the encoder's file.</param>
/// <param name="Downstream">By kind of question; null if it could not be measured.</param>
/// <param name="DownstreamFaults">Why it could not, e.g. no training row has a future that is over.</param>
public sealed record QuantizationReport(
    int Rows, double CosineMean, double CosineMin, double CosineP01, double LossFp32, double LossInt8,
    double MaxBatchDifference, double MaxAbsoluteError, int BytesFp32, int BytesInt8,
    IReadOnlyList<DownstreamLoss>? Downstream = null, IReadOnlyList<string>? DownstreamFaults = null)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The report's file for a bundle in <paramref name="root"/>.</summary>
    public static string PathOf(string root, string version) => Path.Combine(root, $"{version}.quantization.json");

    /// <summary>The fp32 encoder that a quantised bundle was made of: to compare on tasks, see <see cref="Training.BundleEncoder.TryOpen"/>.</summary>
    public static string Fp32PathOf(string root, string version) => Path.Combine(root, $"{version}.fp32.onnx");

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    /// <exception cref="JsonException">The bytes are not a report.</exception>
    public static QuantizationReport FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<QuantizationReport>(json, s_json) ?? throw new JsonException("the quantisation report is empty");
}
