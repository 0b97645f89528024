using System.Text.Json;
using UserRep.Encoder.Sessions;
using UserRep.Features.Bundles;

namespace UserRep.Encoder.Inference;

/// <summary>The rows of an infer request.</summary>
internal sealed record InferRequest(string? Id, float[] Features, int Rows)
{
    /// <param name="faults">All that is wrong with it; empty exactly if a request is returned.</param>
    public static InferRequest? TryRead(JsonElement body, LoadedVersion version, int maxRows, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        faults = found;
        if (body.ValueKind != JsonValueKind.Object)
        {
            found.Add("the body must be an object");
            return null;
        }
        string? id = null;
        if (body.TryGetProperty("id", out var given))
        {
            if (given.ValueKind == JsonValueKind.String)
                id = given.GetString();
            else
                found.Add("id must be a string");
        }
        if (body.TryGetProperty("parameters", out var parameters) && parameters.ValueKind != JsonValueKind.Object)
            found.Add("parameters must be an object");
        CheckOutputs(body, found);
        if (!body.TryGetProperty("inputs", out var inputs) || inputs.ValueKind != JsonValueKind.Array || inputs.GetArrayLength() != 1 || inputs[0].ValueKind != JsonValueKind.Object)
        {
            found.Add($"inputs must be one tensor, {BundleFiles.Input}");
            return null;
        }
        var rows = Shape(inputs[0], version.Features.Width, maxRows, found);
        var features = Data(inputs[0], rows * version.Features.Width, found);
        return found.Count == 0 ? new InferRequest(id, features, rows) : null;
    }

    private static void CheckOutputs(JsonElement body, List<string> faults)
    {
        if (!body.TryGetProperty("outputs", out var outputs))
            return;
        if (outputs.ValueKind != JsonValueKind.Array || outputs.EnumerateArray().Any(o => o.ValueKind != JsonValueKind.Object || Text(o, "name") != BundleFiles.Output))
            faults.Add($"outputs, where given, must name {BundleFiles.Output} only");
    }

    private static int Shape(JsonElement tensor, int width, int maxRows, List<string> faults)
    {
        if (Text(tensor, "name") != BundleFiles.Input)
            faults.Add($"the input's name must be {BundleFiles.Input}");
        if (Text(tensor, "datatype") != TensorMetadata.Fp32)
            faults.Add($"the input's datatype must be {TensorMetadata.Fp32}");
        if (tensor.TryGetProperty("shape", out var shape) && shape.ValueKind == JsonValueKind.Array && shape.GetArrayLength() == 2
            && shape[0].ValueKind == JsonValueKind.Number && shape[0].TryGetInt32(out var rows) && shape[1].ValueKind == JsonValueKind.Number && shape[1].TryGetInt32(out var columns))
        {
            if (rows < 1 || rows > maxRows)
                faults.Add($"shape has {rows} rows, must have 1 to {maxRows}");
            if (columns != width)
                faults.Add($"shape has {columns} columns, the version takes {width}");
            return rows >= 1 && rows <= maxRows && columns == width ? rows : 0;
        }
        faults.Add($"shape must be [rows, {width}]");
        return 0;
    }

    /// <summary>Row by row, flat or nested.</summary>
    private static float[] Data(JsonElement tensor, int count, List<string> faults)
    {
        if (!tensor.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            faults.Add("data must be an array of numbers");
            return [];
        }
        // The shape's fault is told already.
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

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
