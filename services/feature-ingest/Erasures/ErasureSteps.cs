using Microsoft.Extensions.Options;
using UserRep.Contracts.Erasures;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Archiving;
using UserRep.FeatureIngest.DeadLetters;
using UserRep.FeatureIngest.Shards;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Erasures;

/// <summary>
/// Takes each erasure under way as far as it goes now: the history first, since that fixes what is older; then dead letters, the order to embedding-store, the
/// archive; in the end the time of caches. Each step is taken down when it is done, and may be repeated until it is.
/// </summary>
internal sealed partial class ErasureSteps(
    ErasureDeskProxy desk, ShardProxies shards, DeadLetterBoxProxy box, BinaryPublisher publisher, ServiceArchive archive, IOptions<EventArchiveOptions> archiveOptions, TimeProvider clock,
    ILogger<ErasureSteps> logger)
{
    private static readonly Dictionary<string, long> s_nothing = [];

    /// <summary>An order that is not confirmed by then is published again: a topic may have lost it.</summary>
    private static readonly TimeSpan OrderAgain = TimeSpan.FromMinutes(10);

    private DateTimeOffset _archiveDue;

    /// <returns>Whether any is still under way.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var open = await desk.OpenAsync(ct);
        foreach (var record in open)
            await GuardAsync(record.Receipt, () => AdvanceAsync(record, ct), ct);
        var owing = open.Where(r => r.ErasedAt != 0 && !r.ArchiveCleared).ToArray();
        if (owing.Any(r => !r.ArchiveBegun) || (owing.Length > 0 && clock.GetUtcNow() >= _archiveDue))
            await GuardAsync(owing[0].Receipt, () => ClearArchiveAsync(owing, ct), ct);
        return open.Count > 0;
    }

    private async Task AdvanceAsync(ErasureRecord record, CancellationToken ct)
    {
        if (record.ErasedAt == 0)
        {
            var history = await shards.EraseAsync(new HistoryErasureOrder(record.UserId, record.Receipt), ct);
            await desk.NoteAsync(new ErasureNote(record.Receipt, ErasureOwners.Histories, true, history.Removed, history), ct);
            (record.ErasedAt, record.ExpiresAt, record.Emission) = (history.ErasedAt, history.ExpiresAt, history.Emission);
        }
        if (!record.HasConfirmed(ErasureOwners.Embeddings) && clock.GetUtcNow() >= DateTimeOffset.FromUnixTimeMilliseconds(record.OrderedAt) + OrderAgain)
        {
            var order = new ErasureOrder { Receipt = record.Receipt, UserId = record.UserId, ErasedAt = record.ErasedAt, ExpiresAt = record.ExpiresAt, Emission = record.Emission };
            await publisher.PublishAsync(Topics.UserErasures, [new ErasureMessage { Order = order }], ct);
            await desk.NoteAsync(new ErasureNote(record.Receipt, ErasureOwners.Embeddings, false, s_nothing, Ordered: true), ct);
        }
        if (!record.HasConfirmed(ErasureOwners.DeadLetters))
        {
            var order = new LetterErasureOrder(record.UserId, record.Receipt, record.ErasedAt, record.ExpiresAt);
            LetterErasure letters;
            do
                letters = await box.EraseAsync(order, ct);
            while (!letters.Done);
            await desk.NoteAsync(new ErasureNote(record.Receipt, ErasureOwners.DeadLetters, true, new Dictionary<string, long> { ["letters"] = letters.Removed }), ct);
        }
        // What was accepted since waits for the archive to be clear; from here on it is not gone through again.
        if (record.ArchiveCleared && !record.HasConfirmed(ErasureOwners.EventArchive))
        {
            await shards.ResumeArchiveAsync(new HistoryErasureOrder(record.UserId, record.Receipt), ct);
            await desk.NoteAsync(new ErasureNote(record.Receipt, ErasureOwners.EventArchive, true, s_nothing), ct);
        }
        var others = ErasureOwners.All.Where(o => o != ErasureOwners.Caches);
        if (others.All(record.HasConfirmed) && clock.GetUtcNow() > DateTimeOffset.FromUnixTimeMilliseconds(record.CachesUntil))
        {
            await desk.NoteAsync(new ErasureNote(record.Receipt, ErasureOwners.Caches, true, s_nothing), ct);
            LogComplete(record.Receipt);
        }
    }

    /// <summary>One pass over the archive for all. It is clear of a user once none of the segments that the first pass found open is open any more.</summary>
    private async Task ClearArchiveAsync(IReadOnlyList<ErasureRecord> owing, CancellationToken ct)
    {
        var result = await archive.RemoveUsersAsync(owing.Select(r => r.UserId).ToHashSet(), ct);
        // By then every writer has finished what it has open now.
        _archiveDue = clock.GetUtcNow() + TimeSpan.FromSeconds(archiveOptions.Value.CompactSeconds);
        var counted = new HashSet<string>();
        foreach (var record in owing)
        {
            var isClear = !(record.ArchiveBegun ? record.OpenSegments : result.OpenSegments).Intersect(result.OpenSegments).Any();
            var rows = counted.Add(record.UserId) ? result.RowsByUser.GetValueOrDefault(record.UserId) : 0;
            await desk.NoteAsync(new ErasureNote(record.Receipt, ErasureOwners.EventArchive, false, new Dictionary<string, long> { ["events"] = rows }, OpenSegments: result.OpenSegments, Cleared: isClear), ct);
        }
    }

    /// <summary>One that fails is tried again, and holds up no other.</summary>
    private async Task GuardAsync(string receipt, Func<Task> step, CancellationToken ct)
    {
        try
        {
            await step();
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogFailed(receipt, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Erasure {Receipt} is complete")]
    private partial void LogComplete(string receipt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Erasure {Receipt} could not be taken further, it will be tried again: {Reason}")]
    private partial void LogFailed(string receipt, string reason);
}
