using System.Globalization;
using System.Net;
using UserRep.Contracts.Shards;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults;

namespace UserRep.VersionRouter.Versions;

/// <param name="ingest">Invokes feature-ingest.</param>
internal sealed class IngestGateway(HttpClient ingest)
{
    /// <summary>Starts the walk over all histories for a version, or goes on with one that was stopped; a second call for the same version changes nothing.</summary>
    /// <param name="round">One higher than before starts over.</param>
    public async Task StartBackfillAsync(string version, int round, CancellationToken ct)
    {
        using var response = await ingest.PutAsync(string.Create(CultureInfo.InvariantCulture, $"/v1/backfills/{version}?round={round}"), null, ct);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Stops it where it stands; one that has ended is left as it is.</summary>
    public async Task StopBackfillAsync(string version, CancellationToken ct)
    {
        using var response = await ingest.DeleteAsync($"/v1/backfills/{version}", ct);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>All backfills there are, whatever became of them.</summary>
    public async Task<IReadOnlyList<BackfillProgress>> BackfillsAsync(CancellationToken ct) =>
        (await ingest.GetFromJsonAsync<BackfillProgress[]>("/v1/backfills", UserRepJson.Options, ct))!;

    /// <returns>Events accepted a second over the last minute, by all shards; null where they can't be asked: a plan can do without.</returns>
    public async Task<double?> EventsPerSecondAsync(CancellationToken ct)
    {
        try
        {
            using var response = await ingest.GetAsync("/v1/ingest/shards", ct);
            return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<ShardLoads>(UserRepJson.Options, ct))!.Shards.Sum(s => s.EventsPerSecond) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <returns>Null before the walk has begun.</returns>
    public async Task<BackfillProgress?> ProgressAsync(string version, CancellationToken ct)
    {
        using var response = await ingest.GetAsync($"/v1/backfills/{version}", ct);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<BackfillProgress>(UserRepJson.Options, ct);
    }
}
