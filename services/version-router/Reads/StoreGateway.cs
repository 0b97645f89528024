using Dapr.Client;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.VersionRouter.Reads;

internal sealed class StoreGateway
{
    private readonly HttpClient _store = DaprClient.CreateInvokeHttpClient(AppIds.EmbeddingStore);

    public async Task<Outcome<EmbeddingColumns>> ReadAsync(string version, StoreReadRequest request, CancellationToken ct)
    {
        using var response = await _store.PostAsJsonAsync($"/v1/versions/{version}/embeddings/read", request, UserRepJson.Options, ct);
        if (!response.IsSuccessStatusCode)
            return Problem.Unavailable("STORE_UNAVAILABLE", $"embedding-store answered {(int)response.StatusCode}; try again.");
        return EmbeddingColumns.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(ct));
    }

    /// <param name="asOf">Unix milliseconds; vectors of that UTC day or later are counted apart.</param>
    /// <param name="bytes">Whether to measure what the vectors take, which costs reading a page of them.</param>
    public async Task<VersionCoverage> CoverageAsync(string version, long asOf, CancellationToken ct, bool bytes = true) =>
        (await _store.GetFromJsonAsync<VersionCoverage>($"/v1/versions/{version}/coverage?asOf={asOf}&bytes={bytes}", UserRepJson.Options, ct))!;

    public async Task<HttpResponseMessage> NeighboursAsync(string version, NeighboursRequest request, CancellationToken ct) =>
        await _store.PostAsJsonAsync($"/v1/versions/{version}/neighbours", request, UserRepJson.Options, ct);
}
