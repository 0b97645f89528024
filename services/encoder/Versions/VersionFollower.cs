using Microsoft.Extensions.Options;
using UserRep.ServiceDefaults;

namespace UserRep.Encoder.Versions;

/// <summary>Polls version-router's epoch: messages about versions are hints and may be lost, a poll may not.</summary>
internal sealed partial class VersionFollower : PollingService
{
    private readonly VersionRefresh _refresh;
    private readonly ILogger<VersionFollower> _logger;

    public VersionFollower(VersionRefresh refresh, LiveVersions live, EncoderInstruments instruments, IOptions<EncoderOptions> options, TimeProvider clock, ILogger<VersionFollower> logger)
        : base(TimeSpan.FromMilliseconds(options.Value.PollMilliseconds), clock, atOnce: true)
    {
        (_refresh, _logger) = (refresh, logger);
        instruments.ObserveVersions(() => live.Current?.Loaded.Count ?? 0, () => live.Current?.Missing.Count ?? 0, () => live.Age);
    }

    protected override Task StepAsync(CancellationToken ct) => _refresh.RefreshAsync(ct);

    protected override void OnUnreachable(string reason) => LogUnreachable(reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "version-router can't be asked, the versions loaded stay: {Reason}")]
    private partial void LogUnreachable(string reason);
}
