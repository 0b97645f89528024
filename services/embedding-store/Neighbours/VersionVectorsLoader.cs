using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Storing;
using UserRep.VectorSearch;

namespace UserRep.EmbeddingStore.Neighbours;

/// <summary>Reads all vectors of a version and makes them searchable: as they are up to the bound of exact search, beyond it by an index.</summary>
internal sealed class VersionVectorsLoader(EmbeddingState state, IOptions<EmbeddingStoreOptions> options, TimeProvider clock)
{
    private const int KeysPerRead = 1000;

    /// <summary>Vectors that an index measures its recall on.</summary>
    private const int Queries = 256;

    private const int Seed = 1;

    /// <param name="metric">Of the version's bundle: for cosine vectors are scaled to length one.</param>
    public async Task<VersionVectors> LoadAsync(string version, string metric, IReadOnlyList<EmbeddingDirectory> directories, DateTimeOffset asOf, CancellationToken ct)
    {
        var spaceId = directories.FirstOrDefault(d => d.EmbeddingSpaceId.Length > 0)?.EmbeddingSpaceId ?? "";
        var pages = directories.SelectMany((d, shard) => Enumerable.Range(0, (int)d.Pages).Select(p => EmbeddingKeys.Page(version, shard, (uint)p))).ToArray();
        var listed = new List<string>();
        foreach (var chunk in pages.Chunk(KeysPerRead))
            listed.AddRange((await state.ReadAsync(chunk, ct)).Values.SelectMany(p => EmbeddingDirectoryPage.Parser.ParseFrom(p.Value).UserIds));
        listed.Sort(StringComparer.Ordinal);

        var width = (int)(directories.FirstOrDefault(d => d.Dimension > 0)?.Dimension ?? 0);
        var (ids, vectors) = (new List<string>(listed.Count), new VectorSet(listed.Count, width));
        foreach (var chunk in listed.Chunk(KeysPerRead))
        {
            var found = await state.ReadAsync([.. chunk.Select(id => EmbeddingKeys.User(version, id))], ct);
            foreach (var id in chunk)
            {
                // Erased between its page and here.
                if (!found.TryGetValue(EmbeddingKeys.User(version, id), out var value))
                    continue;
                var stored = StoredEmbedding.Parser.ParseFrom(value.Value);
                if (stored.EmbeddingSpaceId != spaceId)
                    throw new InvalidDataException($"{version} holds vectors of two spaces, {spaceId} and {stored.EmbeddingSpaceId}.");
                MemoryMarshal.Cast<byte, float>(stored.Vector.Span).CopyTo(vectors[ids.Count]);
                ids.Add(id);
            }
        }
        if (ids.Count < vectors.Rows)
            vectors = vectors.Take([.. Enumerable.Range(0, ids.Count)]);
        if (metric != "dot")
            vectors.Normalise();
        return new VersionVectors([.. ids], Search(vectors, ct), spaceId, asOf, clock.GetUtcNow());
    }

    private IVectorSearch Search(VectorSet vectors, CancellationToken ct)
    {
        if (vectors.Rows <= options.Value.NeighbourMaxUsers)
            return new ExactSearch(vectors);
        var random = new Random(Seed);
        var queries = vectors.Take([.. Enumerable.Range(0, Queries).Select(_ => random.Next(vectors.Rows))]);
        return ClusteredIndex.Build(vectors, queries, new IndexOptions(options.Value.NeighbourRecall, Seed), ct);
    }
}
