using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Items;

/// <summary>The item side of versions, which the encoder has.</summary>
/// <param name="encoder">Invokes the encoder.</param>
internal sealed class ItemGateway(HttpClient encoder)
{
    private const string Unavailable = "ENCODER_UNAVAILABLE";

    public async Task<Outcome<ItemColumns>> ReadAsync(string version, ItemsQuery query, CancellationToken ct) =>
        Live(await encoder.AskAsync($"/v1/versions/{version}/items", query, ItemColumns.Parser, Unavailable, ct));

    public async Task<Outcome<NeighbourColumns>> NeighboursAsync(string version, NeighboursQuery query, CancellationToken ct) =>
        Live(await encoder.AskAsync($"/v1/versions/{version}/items/neighbours", query, NeighbourColumns.Parser, Unavailable, ct));

    // To the caller the version exists: what lacks is a replica of the encoder that has it.
    private static Outcome<T> Live<T>(Outcome<T> answer) =>
        answer.Problem is { Code: "VERSION_NOT_LIVE" } missing ? Problem.Unavailable(Unavailable, $"{missing.Detail} Items are answered while a version is encoded; try again.") : answer;
}
