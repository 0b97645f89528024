using System.Globalization;
using System.Runtime.InteropServices;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.EventFiles;

/// <summary>The interactions of a file, compact, in order of (time, row).</summary>
internal sealed class EventRows
{
    private readonly DataSet _set;
    private readonly List<CompactRow> _rows;
    private readonly Names _items;
    private readonly Names _actions;
    private readonly List<string> _eventIds;

    public EventRows(DataSet set, List<CompactRow> rows, Names items, Names actions, List<string> eventIds)
    {
        (_set, _rows, _items, _actions, _eventIds) = (set, rows, items, actions, eventIds);
        // A struct, so that the comparison is inlined.
        CollectionsMarshal.AsSpan(rows).Sort(default(ByTimeThenRow));
    }

    public int Count => _rows.Count;

    public long At(int index) => _rows[index].At;

    public SourceEvent Event(int index)
    {
        ref readonly var row = ref CollectionsMarshal.AsSpan(_rows)[index];
        var id = _eventIds.Count > 0 ? _eventIds[row.Row] : string.Create(CultureInfo.InvariantCulture, $"{_set.Source}-{row.Row + 1}");
        return new SourceEvent(SourceEventKind.Interaction, id, _set.Users[row.User], row.At)
        {
            ItemId = _items[row.Item],
            Action = _actions[row.Action],
            Weight = double.IsNaN(row.Weight) ? null : row.Weight,
            PlayedMs = row.PlayedMs < 0 ? null : row.PlayedMs,
        };
    }

    private readonly struct ByTimeThenRow : IComparer<CompactRow>
    {
        public int Compare(CompactRow a, CompactRow b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Row.CompareTo(b.Row);
    }
}
