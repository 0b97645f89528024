using UserRep.LocalMesh.Sidecars.Invocation;
using UserRep.LocalMesh.Sidecars.Publish;
using UserRep.LocalMesh.Sidecars.Runtime;
using UserRep.LocalMesh.Sidecars.State;
using UserRep.LocalMesh.Sidecars.Unserved;

namespace UserRep.LocalMesh.Sidecars.Grpc;

/// <summary>The service type that the server resolves per call; its parts hold the methods.</summary>
internal sealed class DaprGrpc(SidecarDirectory sidecars, StateGrpc state, PublishGrpc publish, InvocationGrpc invocation, RuntimeGrpc runtime, UnservedGrpc unserved)
{
    public SidecarDirectory Sidecars => sidecars;

    public StateGrpc State => state;

    public PublishGrpc Publish => publish;

    public InvocationGrpc Invocation => invocation;

    public RuntimeGrpc Runtime => runtime;

    public UnservedGrpc Unserved => unserved;
}
