using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace UserRep.Adapters;

/// <summary>A tensor of weights.</summary>
/// <param name="Values">Row-major float32, little-endian, in base64.</param>
public sealed record AdapterTensor(string Name, IReadOnlyList<int> Shape, string Values)
{
    [JsonIgnore]
    public long Length => Shape.Aggregate(1L, (product, size) => product * size);

    public static AdapterTensor Of(string name, ReadOnlySpan<float> values, params IReadOnlyList<int> shape) =>
        new(name, shape, Convert.ToBase64String(MemoryMarshal.AsBytes(values)));

    /// <returns>Null if it isn't base64 of as many values as the shape has.</returns>
    public float[]? TryDecode()
    {
        var bytes = new byte[Length * sizeof(float)];
        return Convert.TryFromBase64String(Values, bytes, out var written) && written == bytes.Length ? MemoryMarshal.Cast<byte, float>(bytes).ToArray() : null;
    }
}
