using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.VersionRouter.Reads;

/// <param name="store">Invokes embedding-store.</param>
internal sealed class StoreGateway(HttpClient store)
{
    public async Task<Outcome<EmbeddingColumns>> ReadAsync(string version, StoreReadRequest request, CancellationToken ct)
    {
        using var response = await store.PostAsJsonAsync($"/v1/versions/{version}/embeddings/read", request, UserRepJson.Options, ct);
        if (!response.IsSuccessStatusCode)
            return Problem.Unavailable("STORE_UNAVAILABLE", $"embedding-store answered {(int)response.StatusCode}; try again.");
        return EmbeddingColumns.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(ct));
    }

    /// <param name="asOf">Unix milliseconds; vectors of that UTC day or later are counted apart.</param>
    /// <param name="bytes">Whether to measure what the vectors take, which costs reading a page of them.</param>
    public async Task<VersionCoverage> CoverageAsync(string version, long asOf, CancellationToken ct, bool bytes = true) =>
        (await store.GetFromJsonAsync<VersionCoverage>($"/v1/versions/{version}/coverage?asOf={asOf}&bytes={bytes}", UserRepJson.Options, ct))!;

    public Task<Outcome<NeighbourColumns>> NeighboursAsync(string version, NeighboursQuery query, CancellationToken ct) =>
        store.AskAsync($"/v1/versions/{version}/neighbours", query, NeighbourColumns.Parser, "STORE_UNAVAILABLE", ct);
}
