using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using UserRep.Encoder.Encoding;
using UserRep.Encoder.Sessions;
using UserRep.VectorSearch;

namespace UserRep.Encoder.Items;

/// <summary>
/// What makes a version's items searchable, built when a space is first asked for and kept as long as the version is loaded: a bundle never changes, so neither do they.
/// </summary>
internal sealed partial class ItemIndexes(ItemEncoder encoder, IOptions<EncoderOptions> options, TimeProvider clock, ILogger<ItemIndexes> logger)
{
    private const int Seed = 1;

    /// <summary>Rows brought into the space at a time.</summary>
    private const int ChunkRows = 4096;

    /// <summary>Questions that an index measures its recall on.</summary>
    private const int Queries = 256;

    /// <summary>A user is much like a mean of their items.</summary>
    private const int ItemsOfAUser = 5;

    // A version that is dropped takes what is here with it.
    private readonly ConditionalWeakTable<LoadedVersion, ConcurrentDictionary<string, Lazy<Task<SearchableItems>>>> _built = [];

    /// <param name="version">Leased by the caller.</param>
    /// <returns>Under way, done, or failed; one that failed is begun again by the next call.</returns>
    public Task<SearchableItems> Get(LoadedVersion version, ItemSpace space)
    {
        var spaces = _built.GetOrCreateValue(version);
        var found = spaces.GetOrAdd(space.Name, _ => new Lazy<Task<SearchableItems>>(() => Task.Run(() => BuildAsync(version, space), CancellationToken.None)));
        if (found.Value.IsFaulted)
            spaces.TryRemove(new(space.Name, found));
        return found.Value;
    }

    private async Task<SearchableItems> BuildAsync(LoadedVersion version, ItemSpace space)
    {
        // Its own lease: whoever asked may have gone.
        if (!version.TryLease())
            throw new InvalidOperationException($"{version.Name} was dropped before its items were made searchable.");
        try
        {
            int[] rows = [.. Enumerable.Range(0, version.Items.Count).Where(r => ItemEncoder.Has(version, space, r))];
            var vectors = new VectorSet(rows.Length, space.Dimension);
            var chunk = new float[Math.Min(ChunkRows, rows.Length) * space.Dimension];
            for (var first = 0; first < rows.Length; first += ChunkRows)
            {
                var count = Math.Min(ChunkRows, rows.Length - first);
                // In the backfill lane, so that live users go first.
                await encoder.WriteAsync(version, space, rows.AsMemory(first, count), chunk, EncodeLane.Backfill, CancellationToken.None);
                for (var i = 0; i < count; i++)
                    chunk.AsSpan(i * space.Dimension, space.Dimension).CopyTo(vectors[first + i]);
            }
            if (space.Metric != "dot")
                vectors.Normalise();
            IVectorSearch search = rows.Length <= options.Value.ExactItems
                ? new ExactSearch(vectors)
                : ClusteredIndex.Build(vectors, Questions(vectors, space.Metric), new IndexOptions(options.Value.ItemRecall, Seed));
            LogBuilt(version.Name, rows.Length, space.Name, search.Recall);
            return new SearchableItems(rows, search, clock.GetUtcNow());
        }
        finally
        {
            version.Release();
        }
    }

    /// <summary>No users are at hand: half are items as they are, half means of a few that have nothing to do with each other, which is harder than users are.</summary>
    private static VectorSet Questions(VectorSet vectors, string metric)
    {
        var random = new Random(Seed);
        var questions = new VectorSet(Queries, vectors.Width);
        for (var q = 0; q < Queries; q++)
        {
            // In pairs, since every other one chooses and every other one states.
            for (var i = 0; i < (q / 2 % 2 == 0 ? 1 : ItemsOfAUser); i++)
                TensorPrimitives.Add(questions[q], vectors[random.Next(vectors.Rows)], questions[q]);
        }
        if (metric != "dot")
            questions.Normalise();
        return questions;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} items of {Version} can be searched in the space {Space}, recall {Recall:0.000}")]
    private partial void LogBuilt(string version, int count, string space, double recall);
}
