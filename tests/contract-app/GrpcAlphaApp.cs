using Dapr.AppCallback.Autogen.Grpc.v1;
using Grpc.Core;

namespace UserRep.ContractApp;

/// <summary>The same for a sidecar that knows the bulk call by its first name only.</summary>
internal sealed class GrpcAlphaApp(GrpcEvents events) : AppCallbackAlpha.AppCallbackAlphaBase
{
    [Obsolete("Deprecated in Dapr, whose older versions know no other.")]
    public override Task<TopicEventBulkResponse> OnBulkTopicEventAlpha1(TopicEventBulkRequest request, ServerCallContext context) => Task.FromResult(events.Take(request, context));
}
