using Microsoft.Extensions.Options;
using UserRep.ServiceDefaults;

namespace UserRep.EmbeddingStore.Retiring;

/// <summary>
/// Removes the vectors of dropped versions, and again at each start, since one may have been on its way. Apart from the follower: a removal may take minutes, and
/// meanwhile it must be heard that a version has come back.
/// </summary>
internal sealed partial class VectorCleaner(DroppedVersions dropped, VectorRemover remover, IOptions<EmbeddingStoreOptions> options, TimeProvider clock, ILogger<VectorCleaner> logger)
    : PollingService(TimeSpan.FromMilliseconds(options.Value.RetirementPollMilliseconds), clock)
{
    private readonly HashSet<string> _clean = [];
    private HashSet<string> _before = [];

    protected override void OnUnreachable(string reason) => LogFailed(reason);

    protected override async Task StepAsync(CancellationToken ct)
    {
        var names = dropped.Names;
        // One that came back and is dropped again has vectors to remove again.
        _clean.IntersectWith(names);
        foreach (var version in names.Where(v => !_clean.Contains(v)))
        {
            if (await remover.RemoveAsync(version, () => dropped.IsSurely(version), ct) is not { } removed)
                continue;
            if (removed > 0)
                LogRemoved(version, removed);
            // Those that were refused in the round before can't come any more; those heard of just now may, from a write under way.
            if (_before.Contains(version))
                _clean.Add(version);
        }
        _before = [.. names];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Version} is retired or adapted: {Count} vectors removed")]
    private partial void LogRemoved(string version, long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Vectors of dropped versions can't be removed at the moment: {Reason}")]
    private partial void LogFailed(string reason);
}
