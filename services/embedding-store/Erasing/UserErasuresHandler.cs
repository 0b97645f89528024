using UserRep.Contracts.Erasures;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Neighbours;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.EmbeddingStore.Erasing;

/// <summary>Takes orders to erase a user, and confirms each once every version's vector is gone.</summary>
internal sealed partial class UserErasuresHandler(EmbeddingEraser eraser, BinaryPublisher publisher, CacheTime caches, EmbeddingStoreInstruments instruments, TimeProvider clock, ILogger<UserErasuresHandler> logger) : IBulkTopicHandler
{
    public async Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries, CancellationToken ct) =>
        await Task.WhenAll(entries.Select(e => HandleAsync(e, ct)));

    private async Task<EntryStatus> HandleAsync(TopicEntry entry, CancellationToken ct)
    {
        if (entry.Parse(ErasureMessage.Parser) is not { } message)
        {
            instruments.OnRefused("unreadable");
            LogUnreadable(entry.Id);
            return EntryStatus.SUCCESS;
        }
        // Confirmations are feature-ingest's to take.
        if (message.Order is not { } order)
            return EntryStatus.SUCCESS;
        try
        {
            if (await eraser.EraseAsync(order, ct) is not { } versions)
                return EntryStatus.RETRY;
            var confirmation = new ErasureConfirmation
            {
                Receipt = order.Receipt,
                Owner = ErasureOwners.Embeddings,
                CachesUntil = (clock.GetUtcNow() + await caches.OfAsync(versions, ct)).ToUnixTimeMilliseconds(),
            };
            foreach (var version in versions)
                confirmation.Removed[version] = 1;
            await publisher.PublishAsync(Topics.UserErasures, [new ErasureMessage { Confirmation = confirmation }], ct);
            return EntryStatus.SUCCESS;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(order.Receipt, e.Message);
            return EntryStatus.RETRY;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} of user-erasures can't be read and was dropped")]
    private partial void LogUnreadable(string? id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Erasure {Receipt} could not be done here, it will be delivered again: {Reason}")]
    private partial void LogFailed(string receipt, string reason);
}
