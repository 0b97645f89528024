using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Erasures;

/// <summary>Takes other services' confirmations down.</summary>
internal sealed partial class ErasureConfirmationsHandler(ErasureDeskProxy desk, ILogger<ErasureConfirmationsHandler> logger) : IBulkTopicHandler
{
    public async Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries, CancellationToken ct)
    {
        var statuses = new EntryStatus[entries.Count];
        for (var i = 0; i < entries.Count; i++)
            statuses[i] = await HandleAsync(entries[i], ct);
        return statuses;
    }

    private async Task<EntryStatus> HandleAsync(TopicEntry entry, CancellationToken ct)
    {
        if (entry.Parse(ErasureMessage.Parser) is not { } message)
        {
            LogUnreadable(entry.Id);
            return EntryStatus.SUCCESS;
        }
        // Orders are this service's own.
        if (message.Confirmation is not { } confirmation)
            return EntryStatus.SUCCESS;
        try
        {
            await desk.NoteAsync(new ErasureNote(confirmation.Receipt, confirmation.Owner, true, new Dictionary<string, long>(confirmation.Removed), CachesUntil: confirmation.CachesUntil), ct);
            return EntryStatus.SUCCESS;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(confirmation.Receipt, e.Message);
            return EntryStatus.RETRY;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} of user-erasures can't be read and was dropped")]
    private partial void LogUnreadable(string? id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A confirmation of erasure {Receipt} could not be taken down, it will be delivered again: {Reason}")]
    private partial void LogFailed(string receipt, string reason);
}
