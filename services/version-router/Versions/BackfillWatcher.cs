using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Versions;

/// <summary>Carries versions on whose backfills run.</summary>
internal sealed partial class BackfillWatcher(RegistrySnapshot registry, BackfillWatch watch, IOptions<VersionRouterOptions> options, TimeProvider clock, ILogger<BackfillWatcher> logger)
    : PollingService(TimeSpan.FromMilliseconds(options.Value.PollMilliseconds), clock)
{
    protected override Task StepAsync(CancellationToken ct) =>
        ForEachAsync(registry.Current?.Versions.Where(v => v.State == VersionState.Backfilling) ?? [], v => watch.StepAsync(v, ct), ct);

    protected override void OnUnreachable(string reason) => LogWaiting(reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What a backfill has reached can't be asked, its version waits: {Reason}")]
    private partial void LogWaiting(string reason);
}
