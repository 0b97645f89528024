using System.Globalization;
using System.Net;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace UserRep.LocalMesh.Sidecars.Grpc;

/// <summary>An app's HTTP status as a gRPC status and the other way round, by daprd's tables, which are no inverse of each other.</summary>
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

    public static int ToHttp(StatusCode code) => code switch
    {
        StatusCode.OK => 200,
        StatusCode.Cancelled => 408,
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange => 400,
        StatusCode.DeadlineExceeded => 504,
        StatusCode.NotFound => 404,
        StatusCode.AlreadyExists or StatusCode.Aborted => 409,
        StatusCode.PermissionDenied => 403,
        StatusCode.Unauthenticated => 401,
        StatusCode.ResourceExhausted => 429,
        StatusCode.Unimplemented => 501,
        StatusCode.Unavailable => 503,
        _ => 500,
    };

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
