using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>A joined file in memory: its keys, and only those columns that the mapping uses.</summary>
internal sealed class Join : IDisposable
{
    private readonly string _path;
    private readonly ITableReader _table;
    private readonly Column _key;
    private readonly RowFilter _filter;
    private readonly Names _keys = new();
    private readonly List<int> _places = [];
    private readonly List<string[]> _rows = [];
    private string[] _partner = [];
    private int _partnerKey = -1;

    private Join(string path, ITableReader table, JoinMapping mapping, DataSet set)
    {
        (_path, _table) = (path, table);
        var scope = new ColumnScope(table, path, null, set);
        _key = scope.Key(mapping.Key ?? mapping.On);
        _filter = new RowFilter(mapping.Where, scope);
    }

    /// <summary>The key in the file that this one is joined to; set before the first <see cref="Seek"/>.</summary>
    public Column? On { get; set; }

    /// <summary>The partner's value in a column that was kept.</summary>
    public string this[int kept] => _partner[kept];

    /// <summary>Finds the columns but reads no row yet: which ones are needed isn't known.</summary>
    public static Join? TryOpen(JoinMapping mapping, DataSet set)
    {
        var path = set.PathOf(mapping.File);
        var table = TableReader.TryOpen(path, mapping.Table ?? new TableFormat(), (line, reason) => set.Report.Refuse(path, line, reason), out var fault);
        if (table is null)
            set.Faults.Add(fault!);
        return table is null ? null : new Join(path, table, mapping, set);
    }

    public int Keep(string part, ColumnUses? uses, List<string> faults)
    {
        var place = ColumnScope.Place(_table, _path, part, faults);
        if (place >= 0)
            uses?.Add(_path, place);
        if (!_places.Contains(place))
            _places.Add(place);
        return _places.IndexOf(place);
    }

    public void Load(DataSet set)
    {
        JoinedFile.Each(_table, _path, _filter, _key, set, key =>
        {
            var number = _keys.Number(key);
            string[] row = [.. _places.Select(p => _table[p])];
            if (number == _rows.Count)
                _rows.Add(row);
            return _rows[number].AsSpan().SequenceEqual(row) ? null : $"its key {key} stands in an earlier row with other values";
        });
    }

    /// <returns>Why the current row of the other file has no partner; null if it has one.</returns>
    public string? Seek()
    {
        var key = On!.Read();
        // Rows of one user or item often stand together.
        if (_partnerKey >= 0 && key.SequenceEqual(_keys[_partnerKey]))
            return null;
        var found = _keys.Find(key);
        if (found < 0)
            return $"{Path.GetFileName(_path)} has no row with the key {key}";
        (_partnerKey, _partner) = (found, _rows[found]);
        return null;
    }

    public void Dispose() => _table.Dispose();
}
