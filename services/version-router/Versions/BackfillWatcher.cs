using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Versions;

internal sealed partial class BackfillWatcher(RegistrySnapshot registry, BackfillWatch watch, IOptions<VersionRouterOptions> options, TimeProvider clock, ILogger<BackfillWatcher> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.PollMilliseconds), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var version in registry.Current?.Versions.Where(v => v.State == VersionState.Backfilling) ?? [])
            {
                try
                {
                    await watch.StepAsync(version, stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogWaiting(version.Version, e.Message);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The backfill of {Version} waits: {Reason}")]
    private partial void LogWaiting(string version, string reason);
}
