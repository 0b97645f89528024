using System.Text.Json;
using UserRep.Encoder.Sessions;
using UserRep.Features.Bundles;

namespace UserRep.Encoder.Inference;

/// <summary>The rows of an infer request.</summary>
/// <param name="BinaryOutput">Whether the vectors are wanted as bytes.</param>
internal sealed record InferRequest(string? Id, float[] Features, int Rows, bool BinaryOutput)
{
    /// <param name="faults">All that is wrong with it; empty exactly if a request is returned.</param>
    public static InferRequest? TryRead(InferBody request, LoadedVersion version, int maxRows, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        faults = found;
        var body = request.Json;
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
        var binaryOutput = WantsBytes(body, Flag(parameters, "binary_data_output", found) ?? false, found);
        if (!body.TryGetProperty("inputs", out var inputs) || inputs.ValueKind != JsonValueKind.Array || inputs.GetArrayLength() != 1 || inputs[0].ValueKind != JsonValueKind.Object)
        {
            found.Add($"inputs must be one tensor, {BundleFiles.Input}");
            return null;
        }
        var rows = Shape(inputs[0], version.Features.Width, maxRows, found);
        var features = TensorData.Read(inputs[0], request.Binary, rows * version.Features.Width, found);
        return found.Count == 0 ? new InferRequest(id, features, rows, binaryOutput) : null;
    }

    /// <param name="all">What the request says of all outputs; one that is named may say otherwise.</param>
    private static bool WantsBytes(JsonElement body, bool all, List<string> faults)
    {
        if (!body.TryGetProperty("outputs", out var outputs))
            return all;
        if (outputs.ValueKind != JsonValueKind.Array || outputs.EnumerateArray().Any(o => o.ValueKind != JsonValueKind.Object || Text(o, "name") != BundleFiles.Output))
        {
            faults.Add($"outputs, where given, must name {BundleFiles.Output} only");
            return all;
        }
        return outputs.EnumerateArray().Select(o => o.TryGetProperty("parameters", out var parameters) ? Flag(parameters, "binary_data", faults) : null).LastOrDefault() ?? all;
    }

    private static bool? Flag(JsonElement parameters, string name, List<string> faults)
    {
        if (parameters.ValueKind != JsonValueKind.Object || !parameters.TryGetProperty(name, out var flag))
            return null;
        if (flag.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return flag.GetBoolean();
        faults.Add($"{name} must be true or false");
        return null;
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

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
