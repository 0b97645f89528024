using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Storing;
using UserRep.ServiceDefaults.Problems;
using UserRep.VectorSearch;

namespace UserRep.EmbeddingStore.Neighbours;

/// <summary>
/// Users nearest to a user or a vector, within one version: exactly up to the bound in the options, beyond it by an index. The user's own vector is read for the
/// question, and who has none any more is left out of the answer: what is stale is only who else could be in it.
/// </summary>
internal sealed class NeighbourSearch(EmbeddingState state, ExactVectors exact, IndexedVectors indexed, IOptions<EmbeddingStoreOptions> options)
{
    /// <summary>Looked at beyond what was asked for, in place of the user and of those erased since.</summary>
    private const int Spare = 10;

    public async Task<Outcome<NeighbourColumns>> FindAsync(string version, NeighboursQuery query, CancellationToken ct)
    {
        var directories = await state.DirectoriesAsync(version, ct);
        var vector = query.Vector.ToByteArray();
        if (query.UserId.Length > 0)
        {
            var key = EmbeddingKeys.User(version, query.UserId);
            if (!(await state.ReadAsync([key], ct)).TryGetValue(key, out var own))
                return Problem.NotFound("USER_NOT_FOUND", $"User '{query.UserId}' has no vector in {version}.");
            vector = StoredEmbedding.Parser.ParseFrom(own.Value).Vector.ToByteArray();
        }
        var vectors = directories.Sum(d => d.Users) <= options.Value.NeighbourMaxUsers
            ? await exact.GetAsync(version, query.Metric, directories, ct)
            : indexed.Find(version, query.Metric, directories);
        if (vectors is null)
        {
            return Problem.Unavailable("INDEX_BUILDING", $"{version} has more than {options.Value.NeighbourMaxUsers} vectors, and the index over them is being built; try again.") with
            {
                // It takes seconds; anything sooner would be told the same.
                RetryAfterSeconds = 5,
            };
        }
        // One of zero length has no width to compare.
        if (vectors.Ids.Length > 0 && vectors.Search.Width * sizeof(float) != vector.Length)
            return Problem.Invalid("DIMENSION", $"The vector has {vector.Length / sizeof(float)} values, {version} has {vectors.Search.Width}.");
        var hits = await NearestAsync(version, query, MemoryMarshal.Cast<byte, float>(vector).ToArray(), vectors, ct);
        return new NeighbourColumns
        {
            Version = version,
            EmbeddingSpaceId = vectors.SpaceId,
            Dimension = (uint)vectors.Search.Width,
            Metric = query.Metric,
            Ids = { hits.Select(h => vectors.Ids[h.Row]) },
            Similarities = { hits.Select(h => h.Score) },
            Recall = vectors.Search.Recall,
            AsOf = vectors.AsOf.ToUnixTimeMilliseconds(),
            BuiltAt = vectors.BuiltAt.ToUnixTimeMilliseconds(),
        };
    }

    private async Task<Hit[]> NearestAsync(string version, NeighboursQuery query, float[] vector, VersionVectors vectors, CancellationToken ct)
    {
        if (vectors.Ids.Length == 0)
            return [];
        if (query.Metric != "dot")
            VectorSet.Normalise(vector);
        for (var take = (int)query.K + Spare; ; take *= 4)
        {
            var hits = vectors.Search.Nearest(vector, take);
            var others = hits.Where(h => vectors.Ids[h.Row] != query.UserId).ToArray();
            var there = await state.ReadAsync([.. others.Select(h => EmbeddingKeys.User(version, vectors.Ids[h.Row]))], ct);
            var kept = others.Where(h => there.ContainsKey(EmbeddingKeys.User(version, vectors.Ids[h.Row]))).Take((int)query.K).ToArray();
            if (kept.Length == query.K || hits.Length < take)
                return kept;
        }
    }
}
