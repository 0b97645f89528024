using System.Text.Json;
using UserRep.Contracts.DeadLetters;
using UserRep.FeatureIngest.Events;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.DeadLetters;

/// <summary>Puts what arrives on user-events-dead into the box, whoever sent it.</summary>
internal sealed partial class DeadLettersHandler(DeadLetterBoxProxy box, TimeProvider clock, ILogger<DeadLettersHandler> logger) : IBulkTopicHandler
{
    /// <summary>Bytes of messages in one call to the box: in base64 well below the 4 MiB that daprd allows a body by default.</summary>
    private const int MaxCallBytes = 2 * 1024 * 1024;

    public async Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries, CancellationToken ct)
    {
        var statuses = new EntryStatus[entries.Count];
        var letters = entries.Select(Read).ToArray();
        for (int first = 0, end; first < letters.Length; first = end)
        {
            var bytes = letters[first].Original.Length;
            for (end = first + 1; end < letters.Length && bytes + letters[end].Original.Length <= MaxCallBytes; end++)
                bytes += letters[end].Original.Length;
            Array.Fill(statuses, await TryStoreAsync(letters[first..end], ct), first, end - first);
        }
        return statuses;
    }

    private DeadLetter Read(TopicEntry entry)
    {
        try
        {
            if (entry.Data.Deserialize<DeadLetter>(UserRepJson.Options) is { Id.Length: 32, Reason: not null, Faults: not null, Original: not null } letter)
                return letter;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not one of ours, see below.
        }
        return DeadLetterPublisher.Of(entry, RefusalReasons.Foreign, [new DeadLetterFault("", "It was put on the dead-letter topic without a reason.")], clock.GetUtcNow());
    }

    private async Task<EntryStatus> TryStoreAsync(DeadLetter[] letters, CancellationToken ct)
    {
        try
        {
            await box.StoreAsync(letters, ct);
            return EntryStatus.SUCCESS;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogStore(letters.Length, e.Message);
            return EntryStatus.RETRY;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} dead letters could not be stored, they will be delivered again: {Reason}")]
    private partial void LogStore(int count, string reason);
}
