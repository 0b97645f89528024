using Microsoft.Extensions.Options;
using UserRep.ServiceDefaults;

namespace UserRep.VersionRouter.Registry;

/// <summary>Keeps the snapshot within the bound by polling: topics may be lost or late, a poll may not.</summary>
internal sealed partial class RegistryFollower(RegistryStore store, RegistrySnapshot snapshot, IOptions<VersionRouterOptions> options, TimeProvider clock, ILogger<RegistryFollower> logger)
    : PollingService(TimeSpan.FromMilliseconds(options.Value.PollMilliseconds), clock, atOnce: true)
{
    private long _readAt;

    /// <summary>Since the registry was last read; null: never.</summary>
    public TimeSpan? Age => Volatile.Read(ref _readAt) is var at and not 0 ? Clock.GetElapsedTime(at) : null;

    protected override async Task StepAsync(CancellationToken ct)
    {
        snapshot.Offer((await store.ReadAsync(ct)).Document);
        Volatile.Write(ref _readAt, Clock.GetTimestamp());
    }

    protected override void OnUnreachable(string reason) => LogUnreadable(reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The registry can't be read, the last snapshot stays in force: {Reason}")]
    private partial void LogUnreadable(string reason);
}
