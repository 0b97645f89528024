using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.FeatureIngest.Archiving;
using UserRep.FeatureIngest.Clocks;
using UserRep.FeatureIngest.Events;
using UserRep.FeatureIngest.Shards;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Accepting;

/// <summary>
/// Takes a delivery of user-events: reads each message for itself, sends each user's events to the user's shard and each
/// refusal to the dead letters, and acknowledges a message once what follows from it is durable.
/// </summary>
internal sealed partial class UserEventsHandler(EventReader reader, DeadLetters deadLetters, ShardProxies shards, IEventArchive archive, AsOfClock clock, IOptions<FeatureIngestOptions> options, ILogger<UserEventsHandler> logger) : IBulkTopicHandler
{
    public async Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries, CancellationToken ct)
    {
        var statuses = new EntryStatus[entries.Count];
        var parts = new ShardPart?[options.Value.Shards];
        var refusals = new List<(int Index, ulong Message, EventReading Reading)>();
        for (var i = 0; i < entries.Count; i++)
        {
            var message = MessageIdentity(entries[i]);
            var reading = reader.Read(entries[i]);
            if (reading.Event is null)
            {
                refusals.Add((i, message, reading));
                continue;
            }
            var part = parts[StableHash.Shard(reading.Event.UserId, parts.Length)] ??= new ShardPart();
            part.Batch.Events.Add(new ShardEvent
            {
                Event = reading.Event,
                Message = message,
                PublishedAt = PublishedAt(entries[i]),
                Archived = archive.Enabled ? ArchivedEvents.Of(reading).ToByteString() : ByteString.Empty,
            });
            part.Indexes.Add(i);
        }
        await Task.WhenAll(refusals.Select(async r => statuses[r.Index] = await TryDeadLetterAsync(entries[r.Index], r.Reading, ct)));
        // A refusal is counted by a shard, in the same way as an event and only once its dead letter is safe.
        foreach (var (index, message, reading) in refusals.Where(r => statuses[r.Index] == EntryStatus.SUCCESS))
        {
            var part = parts[(int)(message % (ulong)parts.Length)] ??= new ShardPart();
            part.Batch.Refusals.Add(new ShardRefusal { Message = message, Reason = reading.Reason });
            part.Indexes.Add(index);
        }
        await Task.WhenAll(parts.Select((part, shard) => part is null ? Task.CompletedTask : ApplyAsync(shard, part, statuses, ct)));
        return statuses;
    }

    private async Task<EntryStatus> TryDeadLetterAsync(TopicEntry entry, EventReading reading, CancellationToken ct)
    {
        try
        {
            await deadLetters.PublishAsync(entry, reading, ct);
            return EntryStatus.SUCCESS;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogDeadLetter(e);
            return EntryStatus.RETRY;
        }
    }

    private async Task ApplyAsync(int shard, ShardPart part, EntryStatus[] statuses, CancellationToken ct)
    {
        var status = EntryStatus.SUCCESS;
        try
        {
            await shards.ApplyAsync(shard, part.Batch, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogShard(shard, e.Message);
            status = EntryStatus.RETRY;
        }
        foreach (var index in part.Indexes)
            statuses[index] = status;
    }

    /// <summary>A CloudEvent is told from others by source and id together (CloudEvents 1.0); an envelope without an id by its bytes.</summary>
    private static ulong MessageIdentity(TopicEntry entry) =>
        entry.Id is { Length: > 0 } id ? StableHash.Of($"{entry.Source}\n{id}")
        : entry.Message.ValueKind == JsonValueKind.Undefined ? 0
        : StableHash.Of(Encoding.UTF8.GetBytes(entry.Message.GetRawText()));

    private long PublishedAt(TopicEntry entry) =>
        DateTimeOffset.TryParse(entry.Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeMilliseconds() : clock.NowMilliseconds;

    private sealed class ShardPart
    {
        public ShardBatch Batch { get; } = new();

        public List<int> Indexes { get; } = [];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A refused event could not be dead-lettered, it will be delivered again")]
    private partial void LogDeadLetter(Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} could not take its events, they will be delivered again: {Reason}")]
    private partial void LogShard(int shard, string reason);
}
