using Dapr.Client;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults;

namespace UserRep.EmbeddingStore.Retiring;

/// <summary>
/// Follows version-router by polling. A retired version's vectors are removed, and again at each start, since a vector may have been on its way when it
/// was retired; from then on this replica refuses them.
/// </summary>
internal sealed partial class RetirementFollower(RetiredVersions retired, VectorRemover remover, IOptions<EmbeddingStoreOptions> options, TimeProvider clock, ILogger<RetirementFollower> logger)
    : PollingService(TimeSpan.FromMilliseconds(options.Value.RetirementPollMilliseconds), clock)
{
    private readonly HttpClient _router = DaprClient.CreateInvokeHttpClient(AppIds.VersionRouter);
    private readonly HashSet<string> _removed = [];

    protected override void OnUnreachable(string reason) => LogWaiting(reason);

    protected override async Task StepAsync(CancellationToken ct)
    {
        var list = (await _router.GetFromJsonAsync<VersionList>("/v1/versions", UserRepJson.Options, ct))!;
        var names = list.Versions.Where(v => v.State == VersionState.Retired).Select(v => v.Version).ToArray();
        // Those that are refused already can't come back; those heard of just now may, from a write under way, so they are looked at in the next round too.
        var settled = names.Where(retired.Contains).ToArray();
        retired.Set(names);
        foreach (var version in names.Where(v => !_removed.Contains(v)))
        {
            if (await remover.RemoveAsync(version, ct) is not { } removed)
                continue;
            if (removed > 0)
                LogRemoved(version, removed);
            if (settled.Contains(version))
                _removed.Add(version);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Version} is retired: {Count} vectors removed")]
    private partial void LogRemoved(string version, long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "version-router can't be asked for retired versions at the moment: {Reason}")]
    private partial void LogWaiting(string reason);
}
