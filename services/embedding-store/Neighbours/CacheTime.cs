using Microsoft.Extensions.Options;
using UserRep.EmbeddingStore.Storing;

namespace UserRep.EmbeddingStore.Neighbours;

/// <summary>How long an erased user's vector may stay in the memory of any replica.</summary>
internal sealed class CacheTime(EmbeddingState state, IOptions<EmbeddingStoreOptions> options)
{
    /// <param name="versions">Those that had a vector of the user.</param>
    public async Task<TimeSpan> OfAsync(IReadOnlyList<string> versions, CancellationToken ct)
    {
        var seconds = options.Value.NeighbourStalenessSeconds;
        foreach (var version in versions)
        {
            // Half: a version that has shrunk since may still have an index somewhere.
            if ((await state.DirectoriesAsync(version, ct)).Sum(d => d.Users) > options.Value.NeighbourMaxUsers / 2)
                seconds = Math.Max(seconds, options.Value.NeighbourIndexStalenessSeconds);
        }
        return TimeSpan.FromSeconds(seconds);
    }
}
