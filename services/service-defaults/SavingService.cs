namespace UserRep.ServiceDefaults;

/// <summary>Carries what a process has counted to the state now and then, and at its end; a crash loses at most one period of it.</summary>
public abstract class SavingService(TimeSpan period, TimeProvider clock) : PollingService(period, clock)
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await StepAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            OnUnreachable(e.Message);
        }
    }
}
