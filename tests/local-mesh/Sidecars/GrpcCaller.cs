using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using UserRep.LocalMesh.Topology;
using DaprGrpcClient = Dapr.Client.Autogen.Grpc.v1.Dapr.DaprClient;

namespace UserRep.LocalMesh.Tests.Sidecars;

/// <summary>The generated client, for calls that the SDK has no method for.</summary>
internal static class GrpcCaller
{
    public static DaprGrpcClient Create(AppReplica replica) => new(GrpcChannel.ForAddress($"http://127.0.0.1:{replica.GrpcPort}"));

    public static InvokeServiceRequest Invocation(string appId, string method, string body) => new()
    {
        Id = appId,
        Message = new InvokeRequest
        {
            Method = method,
            ContentType = "text/plain",
            Data = new Any { Value = ByteString.CopyFromUtf8(body) },
            HttpExtension = new HTTPExtension { Verb = HTTPExtension.Types.Verb.Post },
        },
    };
}
