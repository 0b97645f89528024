using System.Runtime.ExceptionServices;
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

    /// <summary>One step for each, whatever became of the others'; then the first failure, if there was any.</summary>
    protected static async Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> step, CancellationToken ct)
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var item in items)
        {
            try
            {
                await step(item);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }
        failure?.Throw();
    }

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
