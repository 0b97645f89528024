using System.Threading.Channels;

namespace UserRep.FeatureIngest.Erasures;

/// <summary>
/// Works on erasures while any is under way. Each round is asked for by the desk, on its own host, so that one host works at a time; at start every host reminds it.
/// What is lost with the process is only the appointment: the desk's reminder, or the next start, makes another.
/// </summary>
internal sealed partial class ErasurePump(IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ErasurePump> logger) : BackgroundService, IErasurePump
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Schedule() => _wanted.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lifetime.ApplicationStarted.Register(() => _ = RemindAsync(stoppingToken));
        while (await _wanted.Reader.WaitToReadAsync(stoppingToken))
        {
            _wanted.Reader.TryRead(out _);
            while (!await TryRoundAsync(stoppingToken))
                await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    /// <summary>The desk may be hosted elsewhere; then that is where work goes on.</summary>
    private async Task RemindAsync(CancellationToken ct)
    {
        try
        {
            await services.GetRequiredService<ErasureDeskProxy>().TendAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Too early perhaps; the desk's own reminder comes within a minute.
            LogFailed(e.Message);
        }
    }

    /// <returns>False if it failed.</returns>
    private async Task<bool> TryRoundAsync(CancellationToken ct)
    {
        try
        {
            // Not injected: the steps speak to actors, and the desk is given this.
            if (await services.GetRequiredService<ErasureSteps>().RunAsync(ct))
            {
                await Task.Delay(Pause, clock, ct);
                await services.GetRequiredService<ErasureDeskProxy>().TendAsync(ct);
            }
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogFailed(e.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Erasures could not be worked on, they will be again: {Reason}")]
    private partial void LogFailed(string reason);
}
