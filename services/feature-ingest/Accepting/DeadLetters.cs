using System.Text;
using Dapr.Client;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.FeatureIngest.Events;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Accepting;

internal sealed class DeadLetters(DaprClient dapr, TimeProvider clock)
{
    /// <summary>Completes once the broker has the refused message with its reason.</summary>
    public Task PublishAsync(TopicEntry entry, EventReading reading, CancellationToken ct) =>
        dapr.PublishEventAsync(ComponentNames.PubSub, Topics.UserEventsDead,
            new DeadLetter(reading.Reason, reading.Faults, Encoding.UTF8.GetBytes(entry.Message.GetRawText()), clock.GetUtcNow()), ct);
}
