using Microsoft.Extensions.Options;

namespace UserRep.VersionRouter.Shadows;

/// <summary>Adds this replica's counts to everybody's now and then, and at the end; a crash loses at most one period of them.</summary>
internal sealed partial class ShadowSaver(ShadowLog log, ShadowStore store, IOptions<VersionRouterOptions> options, TimeProvider clock, ILogger<ShadowSaver> logger) : BackgroundService
{
    private readonly Queue<ShadowBatch> _unsaved = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TrySaveAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.SaveReadsMilliseconds), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TrySaveAsync(stoppingToken);
    }

    /// <summary>A batch whose save failed is saved again as it was, since it may have been saved all the same; what came since waits.</summary>
    private async Task TrySaveAsync(CancellationToken ct)
    {
        if (_unsaved.Count == 0)
        {
            foreach (var batch in log.Take())
                _unsaved.Enqueue(batch);
        }
        try
        {
            while (_unsaved.TryPeek(out var next))
            {
                await store.SaveAsync(next, ct);
                _unsaved.Dequeue();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotSaved(_unsaved.Peek().Model, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the shadow of {Model} showed could not be saved, it will be with the next: {Reason}")]
    private partial void LogNotSaved(string model, string reason);
}
