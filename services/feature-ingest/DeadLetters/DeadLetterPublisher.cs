using Dapr.Client;
using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.FeatureIngest.Accepting;
using UserRep.FeatureIngest.Events;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.DeadLetters;

internal sealed class DeadLetterPublisher(DaprClient dapr, TimeProvider clock)
{
    /// <summary>Completes once the broker has the refused message with its reason.</summary>
    public Task PublishAsync(TopicEntry entry, EventReading reading, CancellationToken ct) =>
        dapr.PublishEventAsync(ComponentNames.PubSub, Topics.UserEventsDead, Of(entry, reading.Reason, reading.Faults, clock.GetUtcNow()), ct);

    public static DeadLetter Of(TopicEntry entry, string reason, IReadOnlyList<DeadLetterFault> faults, DateTimeOffset refusedAt)
    {
        var kept = entry.Original[..Math.Min(entry.Original.Length, DeadLetter.MaxOriginalBytes)];
        var user = entry.Data.Member("userId").TextOrNull() is { Length: > 0 and <= EventLimits.IdLength } id ? id : null;
        return new DeadLetter(MessageIdentity.LetterId(entry), reason, faults, kept.ToArray(), entry.Original.Length, refusedAt, user, ReplayMark.Of(entry)?.Number ?? 0, Publication.At(entry));
    }
}
