using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Wire;

namespace UserRep.EmbeddingStore.Neighbours;

/// <summary>
/// Vectors of versions that are too many for exact search. An index is built aside and put in place whole: nobody waits for it, and nobody is answered from a part.
/// While a version is asked for, the next one is begun when half of the staleness is over; none older than the staleness answers or is kept.
/// </summary>
internal sealed partial class IndexedVectors(VersionVectorsLoader loader, IOptions<EmbeddingStoreOptions> options, TimeProvider clock, ILogger<IndexedVectors> logger)
{
    private readonly ConcurrentDictionary<(string Version, string Metric), Place> _places = new();

    private TimeSpan Staleness => TimeSpan.FromSeconds(options.Value.NeighbourIndexStalenessSeconds);

    /// <returns>Null while the first is being built.</returns>
    public VersionVectors? Find(string version, string metric, IReadOnlyList<EmbeddingDirectory> directories)
    {
        var place = _places.GetOrAdd((version, metric), _ => new Place());
        lock (place.Gate)
        {
            var now = clock.GetUtcNow();
            var age = now - place.Vectors?.AsOf;
            if (age is null || age > Staleness / 2)
                place.Build ??= Task.Run(() => BuildAsync(place, version, metric, directories, now), CancellationToken.None);
            return age <= Staleness ? place.Vectors : null;
        }
    }

    private async Task BuildAsync(Place place, string version, string metric, IReadOnlyList<EmbeddingDirectory> directories, DateTimeOffset asOf)
    {
        VersionVectors? built = null;
        try
        {
            built = await loader.LoadAsync(version, metric, directories, asOf, CancellationToken.None);
            LogBuilt(version, built.Ids.Length, (built.BuiltAt - built.AsOf).TotalSeconds, built.Search.Recall);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The next question begins another.
            LogFailed(e, version);
        }
        lock (place.Gate)
        {
            place.Vectors = built ?? place.Vectors;
            place.Build = null;
        }
        if (built is not null)
            _ = ForgetAsync(place, built);
    }

    /// <summary>What may not answer any more is not kept either: an erased user may be in it.</summary>
    private async Task ForgetAsync(Place place, VersionVectors vectors)
    {
        if (vectors.AsOf + Staleness - clock.GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(left, clock);
        lock (place.Gate)
        {
            if (place.Vectors == vectors)
                place.Vectors = null;
        }
    }

    private sealed class Place
    {
        public Lock Gate { get; } = new();

        public VersionVectors? Vectors { get; set; }

        public Task? Build { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Index of {Count} vectors of {Version} built in {Seconds:0.0} s, recall {Recall:0.000}")]
    private partial void LogBuilt(string version, int count, double seconds, double recall);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of {Version} could not be built; the next question begins another")]
    private partial void LogFailed(Exception e, string version);
}
