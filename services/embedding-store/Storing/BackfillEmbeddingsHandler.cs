using UserRep.ServiceDefaults.Topics;

namespace UserRep.EmbeddingStore.Storing;

/// <summary>Vectors of backfills come on a topic of their own and are stored a few messages at a time, so that live ones find the state store free.</summary>
internal sealed class BackfillEmbeddingsHandler(UserEmbeddingsHandler vectors) : IBulkTopicHandler
{
    private const int MaxAtOnce = 2;

    private readonly SemaphoreSlim _turns = new(MaxAtOnce);

    public async Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries, CancellationToken ct) =>
        await Task.WhenAll(entries.Select(e => HandleAsync(e, ct)));

    private async Task<EntryStatus> HandleAsync(TopicEntry entry, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return (await vectors.HandleAsync([entry], ct))[0];
        }
        finally
        {
            _turns.Release();
        }
    }
}
