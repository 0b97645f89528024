using Dapr.Client;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Users;
using UserRep.Contracts.Versions;
using UserRep.EmbeddingStore.Storing;

namespace UserRep.EmbeddingStore.Coverage;

internal static class CoverageEndpoints
{
    private static readonly HttpClient Ingest = DaprClient.CreateInvokeHttpClient(AppIds.FeatureIngest);

    public static void MapCoverage(this IEndpointRouteBuilder version) => version.MapGet("/coverage", GetAsync);

    /// <param name="asOf">Unix milliseconds; vectors of that UTC day or later are counted apart.</param>
    /// <param name="bytes">Whether a page of vectors is read for their size: not for who asks again and again.</param>
    private static async Task<VersionCoverage> GetAsync(string version, EmbeddingState state, StoredBytes stored, CancellationToken ct, long asOf = 0, bool bytes = true)
    {
        var directories = await state.DirectoriesAsync(version, ct);
        var known = await Ingest.GetFromJsonAsync<UserCount>("/v1/users/count", ct);
        var day = UnixDay.Of(asOf);
        return new VersionCoverage(
            known!.Users, directories.Sum(d => d.Users), directories.Sum(d => d.AsOfDays.Where(x => x.Key >= day).Sum(x => x.Value)),
            AsOfDays.Quantiles(directories), bytes ? await stored.OfAsync(version, directories, ct) : 0);
    }
}
