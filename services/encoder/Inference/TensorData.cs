using System.Runtime.InteropServices;
using System.Text.Json;

namespace UserRep.Encoder.Inference;

/// <summary>The values of an input tensor, row by row: numbers in its JSON, or bytes behind the JSON, FP32 in little-endian order.</summary>
internal static class TensorData
{
    private const string BinarySize = "binary_data_size";

    /// <param name="count">Values that the shape asks for; 0 where it is at fault itself, which is told already.</param>
    public static float[] Read(JsonElement tensor, ReadOnlyMemory<byte> binary, int count, List<string> faults)
    {
        if (tensor.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty(BinarySize, out var size))
            return Binary(tensor, size, binary.Span, count, faults);
        if (!binary.IsEmpty)
            faults.Add($"{binary.Length} bytes follow the JSON, and the input has no {BinarySize}");
        return Numbers(tensor, count, faults);
    }

    private static float[] Binary(JsonElement tensor, JsonElement size, ReadOnlySpan<byte> binary, int count, List<string> faults)
    {
        if (tensor.TryGetProperty("data", out _))
            faults.Add($"an input has data or {BinarySize}, not both");
        if (size.ValueKind != JsonValueKind.Number || !size.TryGetInt64(out var bytes) || bytes != binary.Length)
            faults.Add($"{BinarySize} is {size.GetRawText()}, {binary.Length} bytes follow the JSON");
        if (count == 0)
            return [];
        if (binary.Length != count * sizeof(float))
        {
            faults.Add($"data has {binary.Length} bytes, shape says {count} values of {sizeof(float)}");
            return [];
        }
        var values = MemoryMarshal.Cast<byte, float>(binary).ToArray();
        if (!Array.TrueForAll(values, float.IsFinite))
            faults.Add("data must be finite numbers");
        return values;
    }

    /// <summary>Flat or nested.</summary>
    private static float[] Numbers(JsonElement tensor, int count, List<string> faults)
    {
        if (!tensor.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            faults.Add("data must be an array of numbers");
            return [];
        }
        if (count == 0)
            return [];
        var (values, at) = (new float[count], 0);
        if (!TryFlatten(data, values, ref at))
            faults.Add("data must be finite numbers");
        else if (at != count)
            faults.Add($"data has {at} values, shape says {count}");
        return values;
    }

    private static bool TryFlatten(JsonElement array, float[] values, ref int at)
    {
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                if (!TryFlatten(element, values, ref at))
                    return false;
                continue;
            }
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetSingle(out var value) || !float.IsFinite(value))
                return false;
            if (at < values.Length)
                values[at] = value;
            at++;
        }
        return true;
    }
}
