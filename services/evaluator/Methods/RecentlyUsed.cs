using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods;

/// <summary>
/// What was made lately, so that tasks of one view pay for it once. The least recently used goes first, so memory stays bounded.
/// It owns what it keeps: a value that can be disposed of is, when it goes and at the end.
/// </summary>
internal sealed class RecentlyUsed(long maxBytes) : IDisposable
{
    // Oldest use first; dozens at most.
    private readonly List<(object Key, object Value, long Bytes)> _entries = [];

    /// <param name="key">Compared by value; must name what is kept, too.</param>
    /// <returns>Good until the next call: that may dispose of it.</returns>
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
        {
            (_entries[0].Value as IDisposable)?.Dispose();
            _entries.RemoveAt(0);
        }
        return value;
    }

    public Matrix Matrix(object key, Func<Matrix> make) => GetOrAdd(key, make, m => m.Bytes);

    public void Dispose()
    {
        foreach (var (_, value, _) in _entries)
            (value as IDisposable)?.Dispose();
        _entries.Clear();
    }
}
