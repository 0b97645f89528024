using UserRep.ServiceDefaults;

namespace UserRep.VersionRouter.Versions;

/// <summary>Stops backfills that nobody needs. They do no harm but work, so they are looked for at leisure.</summary>
internal sealed partial class UnneededBackfills(BackfillWatch watch, TimeProvider clock, ILogger<UnneededBackfills> logger) : PollingService(TimeSpan.FromSeconds(30), clock)
{
    protected override async Task StepAsync(CancellationToken ct)
    {
        foreach (var version in await watch.StopUnneededAsync(ct))
            LogStopped(version);
    }

    protected override void OnUnreachable(string reason) => LogUnasked(reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The backfill of {Version} was stopped: that version is retired or not registered")]
    private partial void LogStopped(string version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Backfills that nobody needs could not be looked for, they will be: {Reason}")]
    private partial void LogUnasked(string reason);
}
