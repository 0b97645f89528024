using System.Diagnostics;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.Encoder.Sessions;
using UserRep.Encoder.Versions;
using UserRep.ServiceDefaults.Telemetry;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.Encoder.Encoding;

/// <summary>Takes messages of histories, encodes them for the versions its lane asks for, and acknowledges once the vectors are with the broker.</summary>
internal abstract partial class LaneHandler(EncodeLane lane, LiveVersions live, BatchEncoder encoder, BinaryPublisher publisher, EncoderInstruments instruments, BatchSpans spans, TimeProvider clock, ILogger logger) : IBulkTopicHandler
{
    private readonly string _lane = lane.ToString().ToLowerInvariant();

    /// <summary>The versions to encode for; null if some that are needed aren't here (yet).</summary>
    protected abstract IReadOnlyList<LoadedVersion>? VersionsFor(UserFeaturesBatch message, LiveVersionSet live);

    protected void Refuse(string? version)
    {
        instruments.OnRefused("no-such-version");
        LogNoVersion(version, _lane);
    }

    public async Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries, CancellationToken ct) =>
        await Task.WhenAll(entries.Select(e => HandleAsync(e, ct)));

    protected virtual async Task<EntryStatus> HandleAsync(TopicEntry entry, CancellationToken ct)
    {
        if (entry.Parse(UserFeaturesBatch.Parser) is not { } message)
        {
            // Only feature-ingest publishes here, so this is a bug or a stranger; trying again can't help.
            instruments.OnRefused("unreadable");
            LogUnreadable(entry.Id, _lane);
            return EntryStatus.SUCCESS;
        }
        if (live.Current is not { } current || VersionsFor(message, current) is not { } versions)
            return EntryStatus.RETRY;
        try
        {
            var traceparent = TraceParents.Sampled(entry);
            await Task.WhenAll(versions.Select(v => EncodeAsync(v, message, traceparent, ct)));
            return current.Missing.Count == 0 || message.TargetVersion.Length > 0 ? EntryStatus.SUCCESS : EntryStatus.RETRY;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, _lane);
            return EntryStatus.RETRY;
        }
    }

    /// <param name="traceparent">The message's own: of the span that published it.</param>
    private async Task EncodeAsync(LoadedVersion version, UserFeaturesBatch message, string traceparent, CancellationToken ct)
    {
        // Dropped meanwhile: nobody needs these vectors any more.
        if (!version.TryLease())
            return;
        try
        {
            var begun = clock.GetTimestamp();
            using var span = spans.Start("encode user-features", ActivityKind.Consumer, spans.LinksTo(message.Users.SelectMany(u => u.Traceparents).Prepend(traceparent)))
                .With("userrep.version", version.Name).With("userrep.lane", _lane).With("userrep.users", message.Users.Count);
            var vectors = await encoder.EncodeAsync(version, message.Users, lane, ct);
            await publisher.PublishAsync(Topics.UserEmbeddings, [vectors], ct);
            instruments.OnEncoded(version.Name, _lane, message.Users.Count, clock.GetElapsedTime(begun));
        }
        finally
        {
            version.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} in the {Lane} lane is not a batch of histories and was dropped")]
    private partial void LogUnreadable(string? id, string lane);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message in the {Lane} lane asks for {Version}, which is not encoded (any more), and was dropped")]
    private partial void LogNoVersion(string? version, string lane);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message in the {Lane} lane could not be encoded, it will be delivered again")]
    private partial void LogFailed(Exception e, string lane);
}
