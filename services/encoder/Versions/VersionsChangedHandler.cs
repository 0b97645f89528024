using UserRep.ServiceDefaults.Topics;

namespace UserRep.Encoder.Versions;

/// <summary>Takes the hint that versions changed. Nothing is lost with it: the follower polls.</summary>
internal sealed partial class VersionsChangedHandler(VersionRefresh refresh, ILogger<VersionsChangedHandler> logger) : IBulkTopicHandler
{
    public async Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries, CancellationToken ct)
    {
        try
        {
            await refresh.RefreshAsync(ct);
        }
        catch (HttpRequestException e)
        {
            LogUnreachable(e.Message);
        }
        return [.. entries.Select(_ => EntryStatus.SUCCESS)];
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A hint could not be followed up, the next poll will: {Reason}")]
    private partial void LogUnreachable(string reason);
}
