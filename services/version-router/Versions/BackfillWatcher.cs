using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Versions;

internal sealed partial class BackfillWatcher(RegistrySnapshot registry, BackfillWatch watch, IOptions<VersionRouterOptions> options, TimeProvider clock, ILogger<BackfillWatcher> logger) : BackgroundService
{
    /// <summary>How often it is looked whether a backfill runs that nobody needs: it does no harm but work.</summary>
    private static readonly TimeSpan UnneededPeriod = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(CarryOnAsync(stoppingToken), StopUnneededAsync(stoppingToken));

    private async Task CarryOnAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.PollMilliseconds), clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            foreach (var version in registry.Current?.Versions.Where(v => v.State == VersionState.Backfilling) ?? [])
            {
                try
                {
                    await watch.StepAsync(version, stopping);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogWaiting(version.Version, e.Message);
                }
            }
        }
    }

    private async Task StopUnneededAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(UnneededPeriod, clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                foreach (var version in await watch.StopUnneededAsync(stopping))
                    LogStopped(version);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogUnasked(e.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The backfill of {Version} waits: {Reason}")]
    private partial void LogWaiting(string version, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The backfill of {Version} was stopped: that version is retired or not registered")]
    private partial void LogStopped(string version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Backfills that nobody needs could not be looked for, they will be: {Reason}")]
    private partial void LogUnasked(string reason);
}
