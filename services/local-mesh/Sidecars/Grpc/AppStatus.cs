using System.Globalization;
using System.Net;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace UserRep.LocalMesh.Sidecars.Grpc;

/// <summary>An app's HTTP status as a gRPC status, by daprd's table.</summary>
internal static class AppStatus
{
    public static RpcException ToException(HttpStatusCode status, byte[] body)
    {
        var code = Code(status);
        var info = new ErrorInfo { Domain = "dapr.io" };
        info.Metadata["http.code"] = ((int)status).ToString(CultureInfo.InvariantCulture);
        info.Metadata["http.error_message"] = Encoding.UTF8.GetString(body);
        var rich = new Google.Rpc.Status { Code = (int)code, Message = status.ToString(), Details = { Any.Pack(info) } };
        return new RpcException(new global::Grpc.Core.Status(code, status.ToString()), new Metadata { { GrpcErrors.DetailsTrailer, rich.ToByteArray() } });
    }

    private static StatusCode Code(HttpStatusCode status) => status switch
    {
        HttpStatusCode.RequestTimeout => StatusCode.Cancelled,
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.NotFound,
        HttpStatusCode.Conflict => StatusCode.AlreadyExists,
        HttpStatusCode.TooManyRequests => StatusCode.ResourceExhausted,
        HttpStatusCode.NotImplemented => StatusCode.Unimplemented,
        HttpStatusCode.ServiceUnavailable => StatusCode.Unavailable,
        HttpStatusCode.GatewayTimeout => StatusCode.DeadlineExceeded,
        _ => StatusCode.Unknown,
    };
}
