using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Wire;
using UserRep.Encoder.Sessions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VectorSearch;

namespace UserRep.Encoder.Items;

/// <summary>Items nearest to a user's vector of the version.</summary>
internal sealed class ItemNeighbours(ItemIndexes indexes, IOptions<EncoderOptions> options)
{
    /// <param name="version">Leased by the caller.</param>
    public async Task<Outcome<NeighbourColumns>> FindAsync(LoadedVersion version, NeighboursQuery query, CancellationToken ct)
    {
        if (ItemSpace.Find(version, query.Space) is not { } space)
            return ItemProblems.NoSuchSpace(version, query.Space);
        if (query.Vector.Length != version.Dimension * sizeof(float))
            return ItemProblems.Dimension(version, query.Vector.Length / sizeof(float));
        if (version.Items.Count > options.Value.MaxSearchedItems)
            return ItemProblems.TooManyItems(version, options.Value.MaxSearchedItems);
        var building = indexes.Get(version, space);
        // Few are worth waiting for; many are not waited for.
        if (!building.IsCompleted && version.Items.Count > options.Value.ExactItems)
            return ItemProblems.Building(version);
        var items = await building.WaitAsync(ct);
        var user = UserSide.Of(version, space, MemoryMarshal.Cast<byte, float>(query.Vector.Span).ToArray());
        if (space.Metric != "dot")
            VectorSet.Normalise(user);
        var hits = items.Search.Nearest(user, (int)query.K);
        var builtAt = items.BuiltAt.ToUnixTimeMilliseconds();
        return new NeighbourColumns
        {
            Version = version.Name,
            Space = space.Name,
            EmbeddingSpaceId = space.Id,
            Dimension = (uint)space.Dimension,
            Metric = space.Metric,
            Ids = { hits.Select(h => version.Items.Id(items.Rows[h.Row])) },
            Names = { hits.Select(h => Name(version, items.Rows[h.Row])) },
            Similarities = { hits.Select(h => h.Score) },
            Recall = items.Search.Recall,
            AsOf = builtAt,
            BuiltAt = builtAt,
        };
    }

    private static string Name(LoadedVersion version, int row) =>
        version.Names is { } names && names.IndexOf(version.Items.Hash(row)) is >= 0 and var named ? names.Id(named) : "";
}
