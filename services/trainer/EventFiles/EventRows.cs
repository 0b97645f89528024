using System.Globalization;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.EventFiles;

/// <summary>The interactions of a file, compact, in order of (time, row).</summary>
internal sealed class EventRows(string source, CompactRow[] rows, Names users, Names items, Names actions, List<string> eventIds)
{
    public int Count => rows.Length;

    public Names Users => users;

    public long At(int index) => rows[index].At;

    /// <summary>When each user acted first, by the user's number.</summary>
    public long[] FirstAt()
    {
        var first = new long[users.Count];
        Array.Fill(first, long.MaxValue);
        foreach (ref readonly var row in rows.AsSpan())
            first[row.User] = Math.Min(first[row.User], row.At);
        return first;
    }

    public SourceEvent Event(int index)
    {
        ref readonly var row = ref rows[index];
        var id = eventIds.Count > 0 ? eventIds[row.Row] : string.Create(CultureInfo.InvariantCulture, $"{source}-{row.Row + 1}");
        return new SourceEvent(SourceEventKind.Interaction, id, users[row.User], row.At)
        {
            ItemId = items[row.Item],
            Action = actions[row.Action],
            Weight = double.IsNaN(row.Weight) ? null : row.Weight,
            PlayedMs = row.PlayedMs < 0 ? null : row.PlayedMs,
        };
    }
}
