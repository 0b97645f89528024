using Microsoft.Extensions.Hosting;

namespace UserRep.ServiceDefaults;

/// <summary>Follows something by polling it. While it can't be reached that is said once, and polling goes on.</summary>
/// <param name="atOnce">Begin with a step; else with a wait.</param>
public abstract class PollingService(TimeSpan period, TimeProvider clock, bool atOnce = false) : BackgroundService
{
    protected TimeProvider Clock => clock;

    protected abstract Task StepAsync(CancellationToken ct);

    /// <summary>A step failed, and the one before it did not.</summary>
    protected abstract void OnUnreachable(string reason);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, Clock);
        var reachable = true;
        if (!atOnce)
            await timer.WaitForNextTickAsync(stoppingToken);
        do
        {
            try
            {
                await StepAsync(stoppingToken);
                reachable = true;
            }
            // A call that timed out is cancelled, too: it doesn't end the polling.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (reachable)
                    OnUnreachable(e.Message);
                reachable = false;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
