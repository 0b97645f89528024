using Dapr.Client;
using Google.Protobuf;
using UserRep.Contracts.Mesh;

namespace UserRep.ServiceDefaults.Topics;

/// <summary>Publishes protobuf messages. A call completes once the broker has them all.</summary>
public sealed class BinaryPublisher(DaprClient dapr)
{
    private const string ContentType = "application/octet-stream";

    public async Task PublishAsync(string topic, IReadOnlyList<IMessage> messages, CancellationToken ct)
    {
        // One call a message: DaprClient's bulk publish offers no binary payload. They go out together and share the broker's group commit.
        await Task.WhenAll(messages.Select(m => dapr.PublishByteEventAsync(ComponentNames.PubSub, topic, m.ToByteArray(), ContentType, cancellationToken: ct)));
    }
}
