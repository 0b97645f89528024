using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using UserRep.Encoder.Sessions;
using UserRep.Features.Bundles;

namespace UserRep.Encoder.Inference;

/// <summary>The vectors of a request's rows, as numbers in JSON or, where the caller asked for it, as bytes behind the JSON.</summary>
internal sealed class InferAnswer(InferRequest request, LoadedVersion version, float[] vectors) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (!request.BinaryOutput)
            return response.WriteAsJsonAsync(Json(Output(("data", vectors))), httpContext.RequestAborted);
        var bytes = MemoryMarshal.AsBytes(vectors.AsSpan());
        var json = JsonSerializer.SerializeToUtf8Bytes(Json(Output(("parameters", new Dictionary<string, int> { ["binary_data_size"] = bytes.Length }))));
        response.Headers[InferBody.LengthHeader] = json.Length.ToString(CultureInfo.InvariantCulture);
        (response.ContentType, response.ContentLength) = ("application/octet-stream", json.Length + bytes.Length);
        response.BodyWriter.Write(json);
        response.BodyWriter.Write(bytes);
        return response.BodyWriter.FlushAsync(httpContext.RequestAborted).AsTask();
    }

    private Dictionary<string, object?> Json(Dictionary<string, object> output) => new()
    {
        ["model_name"] = InferencePaths.Model,
        ["model_version"] = InferencePaths.Number(version.Name),
        ["id"] = request.Id,
        ["parameters"] = new Dictionary<string, string> { ["embedding_space_id"] = version.Manifest.EmbeddingSpaceId, ["metric"] = version.Manifest.Metric },
        ["outputs"] = new[] { output },
    };

    private Dictionary<string, object> Output((string Name, object Value) data) => new()
    {
        ["name"] = BundleFiles.Output, ["datatype"] = TensorMetadata.Fp32, ["shape"] = new[] { request.Rows, version.Dimension }, [data.Name] = data.Value,
    };
}
