using System.Text.Json;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace UserRep.ContractApp;

/// <summary>OnInvoke: an echo, which fails with the gRPC status that its query names, and what was recorded. There is no other method.</summary>
internal sealed class GrpcCalls(Recorder recorder)
{
    private const string Status = "status=";

    public async Task<InvokeResponse> AnswerAsync(InvokeRequest request, ServerCallContext context)
    {
        var query = request.HttpExtension?.Querystring ?? "";
        if (request.Method == "recorded")
            return Json(recorder.About(Uri.UnescapeDataString(query.Replace("path=", "", StringComparison.Ordinal))));
        if (!request.Method.StartsWith("echo/", StringComparison.Ordinal))
            throw new RpcException(new Status(StatusCode.Unimplemented, $"there is no method {request.Method}"));
        var recorded = recorder.Keep(new Recorded($"{request.HttpExtension?.Verb}", $"{request.Method}?{query}", Headers(context), request.Data.Value.ToStringUtf8()));
        if (query.StartsWith(Status, StringComparison.Ordinal))
            throw new RpcException(new Status(System.Enum.Parse<StatusCode>(query[Status.Length..]), "as asked"));
        await context.WriteResponseHeadersAsync(new Metadata { { "x-answer", "from the app" } });
        return Json(recorded);
    }

    public static Dictionary<string, string> Headers(ServerCallContext context) => context.RequestHeaders.Where(h => !h.IsBinary).GroupBy(h => h.Key).ToDictionary(g => g.Key, g => string.Join(',', g.Select(h => h.Value)));

    private static InvokeResponse Json<T>(T value) => new()
    {
        ContentType = "application/json",
        Data = new Any { Value = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web)) },
    };
}
