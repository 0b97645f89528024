using Microsoft.Extensions.Options;

namespace UserRep.VersionRouter.Registry;

/// <summary>Keeps the snapshot within the bound by polling: topics may be lost or late, a poll may not.</summary>
internal sealed partial class RegistryFollower(RegistryStore store, RegistrySnapshot snapshot, IOptions<VersionRouterOptions> options, TimeProvider clock, ILogger<RegistryFollower> logger) : BackgroundService
{
    private long _readAt;

    /// <summary>Since the registry was last read; null: never.</summary>
    public TimeSpan? Age => Volatile.Read(ref _readAt) is var at and not 0 ? clock.GetElapsedTime(at) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.PollMilliseconds), clock);
        do
        {
            try
            {
                snapshot.Offer((await store.ReadAsync(stoppingToken)).Document);
                Volatile.Write(ref _readAt, clock.GetTimestamp());
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogUnreadable(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The registry can't be read, the last snapshot stays in force: {Reason}")]
    private partial void LogUnreadable(string reason);
}
