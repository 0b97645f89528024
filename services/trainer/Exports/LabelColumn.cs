using System.Globalization;
using UserRep.Trainer.EventFiles;
using UserRep.Trainer.Tables;

namespace UserRep.Trainer.Exports;

/// <summary>The values of one label column, each distinct one kept once.</summary>
internal sealed class LabelColumn(string name)
{
    private readonly Names _values = new();
    private readonly List<int> _rows = [];
    private string[]? _canonical;

    public string Name => name;

    public ColumnKind Kind { get; private set; }

    /// <summary>By accepted row; in the kind's canonical text, empty for none. After <see cref="Complete"/> only.</summary>
    public string this[int row] => _canonical![_rows[row]];

    public void Add(string value) => _rows.Add(_values.Number(value));

    /// <summary>Finds the narrowest kind that holds every value: whole numbers, numbers, else text.</summary>
    public void Complete()
    {
        var values = Enumerable.Range(0, _values.Count).Select(v => _values[v]).ToArray();
        var given = values.Where(v => v.Length > 0).ToArray();
        Kind = given.Length == 0 ? ColumnKind.Text
            : given.All(v => long.TryParse(v, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) ? ColumnKind.Whole
            : given.All(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) ? ColumnKind.Number
            : ColumnKind.Text;
        _canonical = [.. values.Select(Canonical)];
    }

    private string Canonical(string value) => (value.Length, Kind) switch
    {
        (0, _) or (_, ColumnKind.Text) => value,
        (_, ColumnKind.Whole) => long.Parse(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => double.Parse(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
    };
}
