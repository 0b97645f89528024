using Google.Protobuf;
using Grpc.Core;

namespace UserRep.Benchmarks.Mesh;

/// <summary>Dapr's gRPC calls with messages that stay bytes: what is measured is the mesh's work, not this program's parser.</summary>
internal static class GrpcCalls
{
    private static readonly Marshaller<byte[]> s_bytes = Marshallers.Create(static b => b, static b => b);

    public static Method<byte[], byte[]> Method(string name) => new(MethodType.Unary, "dapr.proto.runtime.v1.Dapr", name, s_bytes, s_bytes);

    public static async Task<byte[]> CallAsync(this CallInvoker invoker, Method<byte[], byte[]> method, byte[] request)
    {
        using var call = invoker.AsyncUnaryCall(method, null, default, request);
        return await call.ResponseAsync;
    }

    public static Task<byte[]> CallAsync(this CallInvoker invoker, string name, IMessage request) => invoker.CallAsync(Method(name), request.ToByteArray());
}
