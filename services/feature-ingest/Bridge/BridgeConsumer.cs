using MassTransit;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Bridge;

/// <summary>Returns, and so lets the message be acknowledged, once it is durable. Throwing is how MassTransit is told to try again.</summary>
internal sealed class BridgeConsumer(EventBatcher batcher) : IConsumer<BridgedMessage>
{
    public async Task Consume(ConsumeContext<BridgedMessage> context)
    {
        if (await batcher.AddAsync(IncomingMessage.Of(context.ReceiveContext), context.CancellationToken) != EntryStatus.SUCCESS)
            throw new NotDurableException();
    }
}
