using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>Failures on the gRPC surface, with google.rpc details where daprd sends them.</summary>
internal static class GrpcErrors
{
    public const string DetailsTrailer = "grpc-status-details-bin";

    public static RpcException ToException(this DaprError error)
    {
        var trailers = new Metadata();
        if (error.Reason is { } reason)
        {
            var status = new Google.Rpc.Status { Code = (int)error.GrpcCode, Message = error.Message };
            status.Details.Add(Any.Pack(new ErrorInfo { Reason = reason, Domain = "dapr.io" }));
            trailers.Add(DetailsTrailer, status.ToByteArray());
        }
        return new RpcException(new global::Grpc.Core.Status(error.GrpcCode, error.Message), trailers);
    }

    /// <summary>For calls that reached no bound method: an answer of trailers only.</summary>
    public static Task WriteGrpcErrorAsync(this HttpContext context, DaprError error)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)error.GrpcCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(error.Message);
        return context.Response.CompleteAsync();
    }
}
