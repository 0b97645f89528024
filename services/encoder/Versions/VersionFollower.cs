using Microsoft.Extensions.Options;
using UserRep.ServiceDefaults;

namespace UserRep.Encoder.Versions;

/// <summary>Polls version-router's epoch: messages about versions are hints and may be lost, a poll may not.</summary>
internal sealed partial class VersionFollower(VersionRefresh refresh, IOptions<EncoderOptions> options, TimeProvider clock, ILogger<VersionFollower> logger)
    : PollingService(TimeSpan.FromMilliseconds(options.Value.PollMilliseconds), clock, atOnce: true)
{
    protected override Task StepAsync(CancellationToken ct) => refresh.RefreshAsync(ct);

    protected override void OnUnreachable(string reason) => LogUnreachable(reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "version-router can't be asked, the versions loaded stay: {Reason}")]
    private partial void LogUnreachable(string reason);
}
