namespace UserRep.ServiceDefaults.Topics;

public interface IBulkTopicHandler
{
    /// <returns>One status per entry, in order.</returns>
    Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries, CancellationToken ct);
}
