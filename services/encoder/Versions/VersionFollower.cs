using Microsoft.Extensions.Options;

namespace UserRep.Encoder.Versions;

/// <summary>Polls version-router's epoch: messages about versions are hints and may be lost, a poll may not.</summary>
internal sealed partial class VersionFollower(VersionRefresh refresh, IOptions<EncoderOptions> options, TimeProvider clock, ILogger<VersionFollower> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.PollMilliseconds), clock);
        var reachable = true;
        do
        {
            try
            {
                await refresh.RefreshAsync(stoppingToken);
                reachable = true;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (reachable)
                    LogUnreachable(e.Message);
                reachable = false;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "version-router can't be asked, the versions loaded stay: {Reason}")]
    private partial void LogUnreachable(string reason);
}
