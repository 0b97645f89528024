using System.Diagnostics;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Events;
using UserRep.FeatureIngest.Archiving;
using UserRep.FeatureIngest.Clocks;
using UserRep.FeatureIngest.DeadLetters;
using UserRep.FeatureIngest.Events;
using UserRep.FeatureIngest.Shards;
using UserRep.ServiceDefaults.Telemetry;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Accepting;

/// <summary>
/// Takes a delivery of user-events: reads each message for itself, sends each user's events to the user's shard and each
/// refusal to the dead letters, and acknowledges a message once what follows from it is durable.
/// </summary>
internal sealed partial class UserEventsHandler(EventReader reader, DeadLetterPublisher deadLetters, DeadLetterBoxProxy box, ShardProxies shards, IEventArchive archive, AsOfClock clock, BatchSpans spans, IOptions<FeatureIngestOptions> options, ILogger<UserEventsHandler> logger) : IBulkTopicHandler
{
    public async Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries, CancellationToken ct)
    {
        var statuses = new EntryStatus[entries.Count];
        var parts = new ShardPart?[options.Value.Shards];
        var refusals = new List<(int Index, EventReading Reading)>();
        SpanLinks? links = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var reading = reader.Read(entries[i]);
            var traceparent = TraceParents.Sampled(entries[i]);
            if (spans.AreWanted)
                SpanLinks.Add(ref links, traceparent);
            if (reading.Event is null)
            {
                refusals.Add((i, reading));
                continue;
            }
            var part = parts[StableHash.Shard(reading.Event.UserId, parts.Length)] ??= new ShardPart();
            var publishedAt = Publication.At(entries[i]);
            part.Batch.Events.Add(new ShardEvent
            {
                Event = reading.Event,
                Message = MessageIdentity.Hash(entries[i]),
                PublishedAt = publishedAt?.ToUnixTimeMilliseconds() ?? clock.NowMilliseconds,
                Undated = publishedAt is null,
                Traceparent = traceparent,
                Archived = archive.Enabled ? ArchivedEvents.Of(reading).ToByteString() : ByteString.Empty,
            });
            part.Indexes.Add(i);
            if (ReplayMark.Of(entries[i]) is { } replay)
                part.Replays.Add((i, replay, clock.IsLate(reading.Event.At) ? DeadLetterState.Late : DeadLetterState.Replayed));
        }
        using var span = spans.Start("process user-events", ActivityKind.Consumer, links).With("userrep.events", entries.Count);
        // A refusal is counted where its letter is kept, with the letter.
        await Task.WhenAll([
            .. refusals.Select(async r => statuses[r.Index] = await TryDeadLetterAsync(entries[r.Index], r.Reading, ct)),
            .. parts.Select((part, shard) => part is null ? Task.CompletedTask : ApplyAsync(shard, part, statuses, ct)),
        ]);
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
        if (status == EntryStatus.SUCCESS)
            await Task.WhenAll(part.Replays.Select(async r => statuses[r.Index] = await TrySettleAsync(r.Replay, r.State, ct)));
    }

    /// <summary>The letter learns that its replay came through; until it has, the replay comes again, which changes nothing in the shard.</summary>
    private async Task<EntryStatus> TrySettleAsync(ReplayMark replay, DeadLetterState state, CancellationToken ct)
    {
        try
        {
            await box.SettleAsync(replay, state, ct);
            return EntryStatus.SUCCESS;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogSettle(replay.LetterId, e.Message);
            return EntryStatus.RETRY;
        }
    }

    private sealed class ShardPart
    {
        public ShardBatch Batch { get; } = new();

        public List<int> Indexes { get; } = [];

        public List<(int Index, ReplayMark Replay, DeadLetterState State)> Replays { get; } = [];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A refused event could not be dead-lettered, it will be delivered again")]
    private partial void LogDeadLetter(Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Dead letter {Id} could not be told that its replay came through, it will be told again: {Reason}")]
    private partial void LogSettle(string id, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} could not take its events, they will be delivered again: {Reason}")]
    private partial void LogShard(int shard, string reason);
}
