using Dapr.Client;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults;

namespace UserRep.EmbeddingStore.Retiring;

/// <summary>Follows version-router by polling: which versions are retired or adapted, so that their vectors are refused and <see cref="VectorCleaner"/> removes those that are here.</summary>
internal sealed partial class RetirementFollower(DroppedVersions dropped, IOptions<EmbeddingStoreOptions> options, TimeProvider clock, ILogger<RetirementFollower> logger)
    : PollingService(TimeSpan.FromMilliseconds(options.Value.RetirementPollMilliseconds), clock)
{
    private readonly HttpClient _router = DaprClient.CreateInvokeHttpClient(AppIds.VersionRouter);

    protected override void OnUnreachable(string reason) => LogWaiting(reason);

    protected override async Task StepAsync(CancellationToken ct)
    {
        var askedAt = Clock.GetTimestamp();
        var list = (await _router.GetFromJsonAsync<VersionList>("/v1/versions", UserRepJson.Options, ct))!;
        dropped.Set(list.Versions.Where(v => v.State is VersionState.Retired or VersionState.Adapted).Select(v => v.Version), askedAt);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "version-router can't be asked for retired versions at the moment: {Reason}")]
    private partial void LogWaiting(string reason);
}
