using System.Net.Http.Headers;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using UserRep.LocalMesh.Sidecars.Grpc;
using UserRep.LocalMesh.Topology;
using static Dapr.Client.Autogen.Grpc.v1.HTTPExtension.Types;

namespace UserRep.LocalMesh.Sidecars.Invocation;

/// <summary>InvokeService: gRPC from the caller, HTTP or OnInvoke to the callee.</summary>
internal sealed class InvocationGrpc(Invoker invoker)
{
    public async Task<InvokeResponse> Invoke(Sidecar caller, InvokeServiceRequest request, ServerCallContext call)
    {
        var callee = invoker.Pick(caller, request.Id) ?? throw DaprErrors.AppNotFound(request.Id).ToException();
        if (callee.Protocol == AppProtocol.Grpc)
            return await OnInvokeAsync(caller, callee, request.Message ?? new InvokeRequest(), call);
        using var message = Message(request.Message, call.RequestHeaders);
        try
        {
            using var response = await invoker.SendAsync(caller, callee, message, call.CancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(call.CancellationToken);
            if (!response.IsSuccessStatusCode)
                throw AppStatus.ToException(response.StatusCode, body);
            return new InvokeResponse
            {
                ContentType = response.Content.Headers.ContentType?.ToString() ?? "",
                Data = new Any { Value = UnsafeByteOperations.UnsafeWrap(body) },
            };
        }
        catch (HttpRequestException failure)
        {
            throw DaprErrors.Invoke(request.Id, failure.Message).ToException();
        }
    }

    /// <summary>From gRPC to gRPC: message, headers, trailers and status pass as they are.</summary>
    private async Task<InvokeResponse> OnInvokeAsync(Sidecar caller, AppReplica callee, InvokeRequest message, ServerCallContext call)
    {
        using var onward = invoker.Call(caller, callee, message, InvocationMetadata.Of(call.RequestHeaders), call.CancellationToken);
        try
        {
            var response = await onward;
            await call.WriteResponseHeadersAsync(InvocationMetadata.Of(await onward.ResponseHeadersAsync));
            foreach (var trailer in InvocationMetadata.Of(onward.GetTrailers()))
                call.ResponseTrailers.Add(trailer);
            return response;
        }
        catch (RpcException refusal)
        {
            throw new RpcException(refusal.Status, InvocationMetadata.Of(refusal.Trailers));
        }
    }

    private static HttpRequestMessage Message(InvokeRequest request, Metadata headers)
    {
        var query = request.HttpExtension?.Querystring is { Length: > 0 } text ? "?" + text : "";
        var verb = request.HttpExtension?.Verb is { } given and not Verb.None ? given : Verb.Post;
        var message = new HttpRequestMessage(new HttpMethod(verb.ToString().ToUpperInvariant()), new Uri($"/{request.Method.TrimStart('/')}{query}", UriKind.Relative));
        if (request.Data is not null)
        {
            message.Content = new ReadOnlyMemoryContent(request.Data.Value.Memory);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : new MediaTypeHeaderValue("application/json");
        }
        foreach (var header in headers)
            if (!header.IsBinary && !header.Key.StartsWith("grpc-", StringComparison.Ordinal) && header.Key is not ("content-type" or "user-agent") && InvocationHeaders.ForCallee(header.Key, null))
                message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return message;
    }
}
