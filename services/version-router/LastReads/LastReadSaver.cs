using Microsoft.Extensions.Options;

namespace UserRep.VersionRouter.LastReads;

/// <summary>Saves this replica's last reads now and then, and at the end; a crash loses at most one period of them.</summary>
internal sealed partial class LastReadSaver(LastReadLog log, LastReadStore store, IOptions<VersionRouterOptions> options, TimeProvider clock, ILogger<LastReadSaver> logger) : BackgroundService
{
    private readonly Dictionary<string, DateTimeOffset> _saved = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TrySaveAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.SaveReadsMilliseconds), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TrySaveAsync(stoppingToken);
    }

    private async Task TrySaveAsync(CancellationToken ct)
    {
        foreach (var reads in log.Snapshot())
        {
            var newest = reads.Max(r => r.At);
            if (_saved.GetValueOrDefault(reads.Key) >= newest)
                continue;
            try
            {
                await store.SaveAsync(reads.Key, reads, ct);
                _saved[reads.Key] = newest;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogNotSaved(reads.Key, e.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last reads of {Version} could not be saved, they will be with the next: {Reason}")]
    private partial void LogNotSaved(string version, string reason);
}
