using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using UserRep.Contracts.Reads;

namespace UserRep.EmbeddingStore.Neighbours;

/// <summary>All vectors of one version at one moment, scaled to length one so that a dot product is the cosine.</summary>
internal sealed class VectorSnapshot
{
    private readonly List<string> _userIds = [];
    private readonly Dictionary<string, int> _index = [];
    private readonly List<float[]> _vectors = [];

    public void Add(string userId, ReadOnlySpan<byte> vector)
    {
        var values = MemoryMarshal.Cast<byte, float>(vector).ToArray();
        var norm = TensorPrimitives.Norm<float>(values);
        if (norm > 0)
            TensorPrimitives.Divide(values, norm, values);
        _index[userId] = _userIds.Count;
        _userIds.Add(userId);
        _vectors.Add(values);
    }

    /// <returns>Best first; null if the user has no vector here.</returns>
    public IReadOnlyList<Neighbour>? Nearest(string userId, int k)
    {
        if (!_index.TryGetValue(userId, out var self))
            return null;
        // The worst of the best k is on top, so each further user costs one comparison.
        var best = new PriorityQueue<int, float>(k + 1);
        for (var i = 0; i < _vectors.Count; i++)
        {
            if (i == self)
                continue;
            var similarity = TensorPrimitives.Dot<float>(_vectors[self], _vectors[i]);
            if (best.Count < k)
                best.Enqueue(i, similarity);
            else if (best.TryPeek(out _, out var worst) && similarity > worst)
                best.DequeueEnqueue(i, similarity);
        }
        var found = new List<Neighbour>(best.Count);
        while (best.TryDequeue(out var i, out var similarity))
            found.Add(new Neighbour(_userIds[i], similarity));
        found.Reverse();
        return found;
    }
}
