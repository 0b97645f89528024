using System.Net;
using Dapr.Client;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults;

namespace UserRep.VersionRouter.Versions;

internal sealed class IngestGateway
{
    private readonly HttpClient _ingest = DaprClient.CreateInvokeHttpClient(AppIds.FeatureIngest);

    /// <summary>Starts the walk over all histories for a version; a second call for the same version changes nothing.</summary>
    public async Task StartBackfillAsync(string version, CancellationToken ct)
    {
        using var response = await _ingest.PutAsync($"/v1/backfills/{version}", null, ct);
        response.EnsureSuccessStatusCode();
    }

    /// <returns>Null before the walk has begun.</returns>
    public async Task<BackfillProgress?> ProgressAsync(string version, CancellationToken ct)
    {
        using var response = await _ingest.GetAsync($"/v1/backfills/{version}", ct);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<BackfillProgress>(UserRepJson.Options, ct);
    }
}
