using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods;

/// <summary>What was made lately, so that tasks of one view pay for it once. The least recently used goes first, so memory stays bounded.</summary>
internal sealed class RecentlyUsed(long maxBytes)
{
    // Oldest use first; dozens at most.
    private readonly List<(object Key, object Value, long Bytes)> _entries = [];

    /// <param name="key">Compared by value; must name what is kept, too.</param>
    public T GetOrAdd<T>(object key, Func<T> make, Func<T, long> bytes) where T : class
    {
        var at = _entries.FindIndex(e => e.Key.Equals(key));
        T value;
        if (at >= 0)
        {
            value = (T)_entries[at].Value;
            _entries.RemoveAt(at);
        }
        else
            value = make();
        _entries.Add((key, value, bytes(value)));
        while (_entries.Count > 1 && _entries.Sum(e => e.Bytes) > maxBytes)
            _entries.RemoveAt(0);
        return value;
    }

    public Matrix Matrix(object key, Func<Matrix> make) => GetOrAdd(key, make, m => m.Values.LongLength * sizeof(float));
}
