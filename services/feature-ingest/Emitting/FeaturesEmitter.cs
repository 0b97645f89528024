using System.Diagnostics;
using Google.Protobuf;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Clocks;
using UserRep.FeatureIngest.Shards;
using UserRep.ServiceDefaults.Telemetry;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Emitting;

/// <summary>Publishes histories in batches of at most 256 users or 1 MiB. A repeated emission is harmless: it carries the same emission number.</summary>
internal sealed class FeaturesEmitter(BinaryPublisher publisher, AsOfClock clock, FeatureIngestInstruments instruments, BatchSpans spans)
{
    private const int MaxUsers = 256;
    private const int MaxBytes = 1024 * 1024;

    /// <returns>Users emitted.</returns>
    public async Task<int> EmitOwedAsync(ShardMemory memory, CancellationToken ct)
    {
        var owed = memory.Meta.Owed;
        if (owed.Count == 0)
            return 0;
        var users = new List<UserFeatures>(owed.Count);
        foreach (var user in owed)
            users.Add(Speak(memory, (await memory.PeekAsync(user.UserId))!, user));
        using var span = spans.Start("publish user-features", ActivityKind.Producer, spans.LinksTo(owed.SelectMany(u => u.Traceparents))).With("userrep.users", users.Count);
        await PublishAsync(Topics.UserFeatures, users, "", ct);
        owed.Clear();
        instruments.OnEmitted("live", users.Count);
        return users.Count;
    }

    /// <summary>The histories are in bytes when this returns, so they may change while it is under way.</summary>
    public async Task BackfillAsync(IReadOnlyList<UserHistory> histories, long replayAsOf, string version, CancellationToken ct)
    {
        await PublishAsync(Topics.UserFeaturesBackfill, [.. histories.Select(h => new UserFeatures { History = h, AsOf = clock.AsOf(h, replayAsOf) })], version, ct);
        instruments.OnEmitted("backfill", histories.Count);
    }

    private UserFeatures Speak(ShardMemory memory, UserHistory history, OwedUser owed)
    {
        var asOf = clock.AsOf(history, memory.Meta.ReplayAsOf);
        if (UnixDay.Of(asOf) > history.EmittedDay)
        {
            history.EmittedDay = UnixDay.Of(asOf);
            memory.Changed(history);
        }
        return new UserFeatures { History = history, AsOf = asOf, PublishedAt = owed.PublishedAt, Traceparents = { owed.Traceparents } };
    }

    private Task PublishAsync(string topic, IReadOnlyList<UserFeatures> users, string targetVersion, CancellationToken ct)
    {
        var messages = new List<IMessage>();
        var message = new UserFeaturesBatch { TargetVersion = targetVersion };
        var bytes = 0;
        foreach (var user in users)
        {
            var size = user.CalculateSize();
            if (message.Users.Count == MaxUsers || (message.Users.Count > 0 && bytes + size > MaxBytes))
            {
                messages.Add(message);
                message = new UserFeaturesBatch { TargetVersion = targetVersion };
                bytes = 0;
            }
            message.Users.Add(user);
            bytes += size;
        }
        if (message.Users.Count > 0)
            messages.Add(message);
        return publisher.PublishAsync(topic, messages, ct);
    }
}
