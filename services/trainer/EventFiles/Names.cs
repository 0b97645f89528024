namespace UserRep.Trainer.EventFiles;

/// <summary>Numbers strings in the order in which they are first seen.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _names = [];

    public int Count => _names.Count;

    public string this[int number] => _names[number];

    public int Number(string name)
    {
        if (_numbers.TryGetValue(name, out var number))
            return number;
        _numbers[name] = _names.Count;
        _names.Add(name);
        return _names.Count - 1;
    }

    /// <returns>-1 if it was never seen.</returns>
    public int Find(string name) => _numbers.GetValueOrDefault(name, -1);
}
