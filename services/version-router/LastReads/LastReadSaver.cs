using Microsoft.Extensions.Options;
using UserRep.ServiceDefaults;

namespace UserRep.VersionRouter.LastReads;

/// <summary>Saves this replica's last reads.</summary>
internal sealed partial class LastReadSaver(LastReadLog log, LastReadStore store, IOptions<VersionRouterOptions> options, TimeProvider clock, ILogger<LastReadSaver> logger)
    : SavingService(TimeSpan.FromMilliseconds(options.Value.SaveReadsMilliseconds), clock)
{
    private readonly Dictionary<string, DateTimeOffset> _saved = [];

    protected override Task StepAsync(CancellationToken ct) => ForEachAsync(log.Snapshot(), async reads =>
    {
        var newest = reads.Max(r => r.At);
        if (_saved.GetValueOrDefault(reads.Key) >= newest)
            return;
        await store.SaveAsync(reads.Key, reads, ct);
        _saved[reads.Key] = newest;
    }, ct);

    protected override void OnUnreachable(string reason) => LogNotSaved(reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Last reads could not be saved, they will be when it goes again: {Reason}")]
    private partial void LogNotSaved(string reason);
}
