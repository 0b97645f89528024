using Grpc.Core;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>A failure as daprd words it, for both surfaces. HTTP and gRPC differ in code, never in cause.</summary>
/// <param name="Reason">daprd's machine-readable reason (<c>DAPR_STATE_NOT_FOUND</c>); null where daprd sends no details.</param>
internal sealed record DaprError(int HttpStatus, StatusCode GrpcCode, string ErrorCode, string Message, string? Reason = null);
