using Microsoft.Extensions.Options;
using UserRep.EventArchive.Compaction;

namespace UserRep.FeatureIngest.Archiving;

/// <summary>Compacts the archive in the background: at start, when segments of a dead process may be there, and then periodically.</summary>
internal sealed partial class ArchiveUpkeep(ServiceArchive archive, IOptions<EventArchiveOptions> options, TimeProvider clock, ArchiveInstruments instruments, ILogger<ArchiveUpkeep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!archive.Enabled)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.CompactSeconds), clock);
        do
        {
            try
            {
                // Off the pool's start-up path: Parquet is written synchronously for the most part.
                Tell(await Task.Run(() => archive.CompactAsync(stoppingToken), stoppingToken));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                instruments.OnUpkeepFailed();
                LogFailed(options.Value.Folder, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Tell(CompactionResult result)
    {
        instruments.OnCompacted(result);
        if (result.Recovered > 0)
            LogRecovered(result.Recovered, result.TornBytes);
        if (result.DamagedBytes > 0)
            LogDamaged(result.DamagedBytes);
        if (result.Unreadable > 0)
            LogUnreadable(result.Unreadable, options.Value.Folder);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The event archive {Folder} was not compacted; nothing is lost, it will be tried again: {Reason}")]
    private partial void LogFailed(string folder, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Finished {Segments} archive segments of processes that died, and cut {Bytes} bytes of torn tails: events that were not acknowledged")]
    private partial void LogRecovered(int segments, long bytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Bytes} bytes within archive segments are damaged; the events they held are not in the archive any more")]
    private partial void LogDamaged(long bytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Files} day files of the event archive {Folder} can't be read; they were left as they are, and training from the archive will name them")]
    private partial void LogUnreadable(int files, string folder);
}
