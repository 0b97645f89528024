using Microsoft.Extensions.Options;
using UserRep.ServiceDefaults;

namespace UserRep.VersionRouter.Shadows;

/// <summary>Adds this replica's counts to everybody's.</summary>
internal sealed partial class ShadowSaver(ShadowLog log, ShadowStore store, IOptions<VersionRouterOptions> options, TimeProvider clock, ILogger<ShadowSaver> logger)
    : SavingService(TimeSpan.FromMilliseconds(options.Value.SaveReadsMilliseconds), clock)
{
    private readonly Queue<ShadowBatch> _unsaved = new();

    /// <summary>A batch whose save failed is saved again as it was, since it may have been saved all the same; what came since waits.</summary>
    protected override async Task StepAsync(CancellationToken ct)
    {
        if (_unsaved.Count == 0)
        {
            foreach (var batch in log.Take())
                _unsaved.Enqueue(batch);
        }
        while (_unsaved.TryPeek(out var next))
        {
            await store.SaveAsync(next, ct);
            _unsaved.Dequeue();
        }
    }

    protected override void OnUnreachable(string reason) => LogNotSaved(reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What shadows showed could not be saved, it will be when it goes again: {Reason}")]
    private partial void LogNotSaved(string reason);
}
