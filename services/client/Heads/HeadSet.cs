using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;

namespace UserRep.Client.Heads;

/// <summary>The heads configured, by their versions' full names, and what is known of each version.</summary>
internal sealed class HeadSet
{
    private readonly FrozenDictionary<string, Head> _heads;
    private readonly ConcurrentDictionary<string, (string Space, int Dimension)> _seen = [];

    public HeadSet(IOptions<UserRepresentationsOptions> options)
    {
        _heads = options.Value.Heads.ToFrozenDictionary(h => EncoderVersion.TryParse(h.EncoderVersion, out var version) ? version.ToString() : h.EncoderVersion);
        Accepts = [.. _heads.Keys.Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Accepts { get; }

    public Head Of(string version) => _heads[version];

    /// <summary>What the version's vectors must be: as its head states; where it doesn't, as the first answer had it, since a version never changes.</summary>
    public (string Space, int Dimension) Expected(string version, string space, int dimension)
    {
        var head = _heads[version];
        return head is { EmbeddingSpaceId: { } stated, Dimension: { } values } ? (stated, values)
            : _seen.GetOrAdd(version, static (_, first) => first, (head.EmbeddingSpaceId ?? space, head.Dimension ?? dimension));
    }
}
