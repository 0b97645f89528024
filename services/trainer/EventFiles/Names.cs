namespace UserRep.Trainer.EventFiles;

/// <summary>Numbers strings in the order in which they are first seen. A string already known costs no memory.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _names = [];

    public Names() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => _names.Count;

    public string this[int number] => _names[number];

    public int Number(ReadOnlySpan<char> name)
    {
        if (_lookup.TryGetValue(name, out var number))
            return number;
        var added = name.ToString();
        _numbers[added] = _names.Count;
        _names.Add(added);
        return _names.Count - 1;
    }

    /// <returns>-1 if it was never seen.</returns>
    public int Find(ReadOnlySpan<char> name) => _lookup.TryGetValue(name, out var number) ? number : -1;
}
