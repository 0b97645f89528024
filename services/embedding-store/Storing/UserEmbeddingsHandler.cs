using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Retiring;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.EmbeddingStore.Storing;

internal sealed partial class UserEmbeddingsHandler(ShardWriters writers, DroppedVersions dropped, EmbeddingStoreInstruments instruments, ILogger<UserEmbeddingsHandler> logger) : IBulkTopicHandler
{
    public async Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries, CancellationToken ct) =>
        await Task.WhenAll(entries.Select(e => HandleAsync(e, ct)));

    private async Task<EntryStatus> HandleAsync(TopicEntry entry, CancellationToken ct)
    {
        if (Parse(entry) is not { } message)
        {
            // Only encoder publishes here, so this is a bug or a stranger; trying again can't help.
            instruments.OnRefused("unreadable");
            LogUnreadable(entry.Id);
            return EntryStatus.SUCCESS;
        }
        if (dropped.Contains(message.Version))
        {
            // Refused for good only by what is known for sure: an adapted version may have come back.
            if (!dropped.IsFresh)
                return EntryStatus.RETRY;
            instruments.OnRefused("retired");
            return EntryStatus.SUCCESS;
        }
        try
        {
            var result = await writers.WriteAsync(message, ct);
            if (result == WriteResult.WrongSpace)
            {
                instruments.OnRefused("wrong-space");
                LogWrongSpace(message.Users.Count, message.Version, message.EmbeddingSpaceId);
            }
            return result == WriteResult.TryAgain ? EntryStatus.RETRY : EntryStatus.SUCCESS;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, message.Version);
            return EntryStatus.RETRY;
        }
    }

    private static UserEmbeddingsBatch? Parse(TopicEntry entry) =>
        entry.Parse(UserEmbeddingsBatch.Parser) is { } message && message.Users.All(u => u.Vector.Length == message.Dimension * sizeof(float)) ? message : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} of user-embeddings is not a batch of vectors and was dropped")]
    private partial void LogUnreadable(string? id);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} vectors of {Version} claim the space {Space}, which is not that version's; they were dropped")]
    private partial void LogWrongSpace(int count, string version, string space);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Vectors of {Version} could not be stored, they will be delivered again")]
    private partial void LogFailed(Exception e, string version);
}
