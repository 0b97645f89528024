namespace UserRep.Trainer.EventFiles;

/// <summary>All files whose columns may be used as if they stood in the events file.</summary>
internal sealed class Joins : IDisposable
{
    private readonly IReadOnlyDictionary<string, JoinMapping> _mappings;
    private readonly DataSet _set;
    private readonly Dictionary<string, Join> _byName = [];

    public Joins(IReadOnlyDictionary<string, JoinMapping>? mappings, DataSet set)
    {
        (_mappings, _set) = (mappings ?? new Dictionary<string, JoinMapping>(), set);
        foreach (var (name, mapping) in _mappings)
        {
            if (Join.TryOpen(mapping, set) is { } join)
                _byName[name] = join;
        }
    }

    public IReadOnlyDictionary<string, Join> ByName => _byName;

    /// <param name="scope">The events file by itself, where the keys are found.</param>
    public void Bind(ColumnScope scope)
    {
        foreach (var (name, join) in _byName)
            join.On = scope.Key(_mappings[name].On);
    }

    /// <summary>Reads the joined files; to be called once it is known which of their columns are used.</summary>
    /// <returns>False, with faults added, if one can't be read to its end.</returns>
    public bool TryLoad()
    {
        var known = _set.Faults.Count;
        foreach (var join in _byName.Values)
            join.Load(_set);
        return _set.Faults.Count == known;
    }

    /// <returns>Why the current row lacks a partner; null if it has one in every file.</returns>
    public string? Seek()
    {
        foreach (var join in _byName.Values)
        {
            if (join.Seek() is { } reason)
                return reason;
        }
        return null;
    }

    public void Dispose()
    {
        foreach (var join in _byName.Values)
            join.Dispose();
    }
}
