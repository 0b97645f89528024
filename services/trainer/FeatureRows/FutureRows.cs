using System.Numerics.Tensors;
using UserRep.Contracts.Events;
using UserRep.Features.Items;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.FeatureRows;

/// <summary>Looks ahead from a training row, never past the cut-off.</summary>
internal sealed class FutureRows(EventLog log, ItemGroups groups, ItemTable items, FutureLayout layout, int lastDay)
{
    // By the log's item; -1 for those without vectors.
    private readonly int[] _itemRows = [.. log.ItemHashes.Select(items.IndexOf)];

    public FutureLayout Layout => layout;

    public IReadOnlyList<string> GroupNames => groups.Names;

    public static FutureRows Of(EventLog log, IReadOnlyDictionary<string, IReadOnlyList<string>> categories, ItemTable items, FutureOptions options, int lastDay)
    {
        var groups = ItemGroups.Of(log, categories);
        return new FutureRows(log, groups, items, new FutureLayout(options, groups.Names.Count, items.Width), lastDay);
    }

    /// <param name="targets">The layout's width; NaN where the row doesn't know.</param>
    public void Write(int user, RowPoint point, Span<float> targets)
    {
        targets.Fill(float.NaN);
        var events = log.Of(user)[point.Events..];
        for (var h = 0; h < layout.HorizonsDays.Count; h++)
        {
            // A future that isn't over yet would teach that users stop at the cut-off.
            var day = point.FirstDayAhead + layout.HorizonsDays[h];
            if (day - 1 > lastDay)
                continue;
            var own = Until(events, UnixDay.StartMilliseconds(day));
            WriteHorizon(own, targets.Slice(layout.Active(h), 1 + layout.Groups), targets.Slice(layout.Counts + h * FutureLayout.CountsPerHorizon, FutureLayout.CountsPerHorizon));
            if (h == layout.HorizonsDays.Count - 1)
                WriteItems(own, targets[layout.Items..]);
        }
    }

    private void WriteHorizon(ReadOnlySpan<LoggedEvent> events, Span<float> binary, Span<float> counts)
    {
        var (interactions, days, lastDaySeen) = (0, 0, int.MinValue);
        var distinct = new HashSet<int>();
        var used = new bool[layout.Groups];
        foreach (ref readonly var e in events)
        {
            if (e.Item < 0)
                continue;
            interactions++;
            distinct.Add(e.Item);
            if (UnixDay.Of(e.At) is var day && day != lastDaySeen)
                (days, lastDaySeen) = (days + 1, day);
            foreach (var group in groups.OfItem[e.Item])
                used[group] = true;
        }
        binary[0] = interactions > 0 ? 1 : 0;
        // Of those who do nothing there is nothing to learn of taste.
        for (var g = 0; g < used.Length && interactions > 0; g++)
            binary[1 + g] = used[g] ? 1 : 0;
        counts[0] = (float)Math.Log(1 + interactions);
        counts[1] = (float)Math.Log(1 + days);
        counts[2] = (float)Math.Log(1 + distinct.Count);
    }

    private void WriteItems(ReadOnlySpan<LoggedEvent> events, Span<float> pooled)
    {
        var found = 0;
        foreach (ref readonly var e in events)
        {
            if (e.Item < 0 || _itemRows[e.Item] is not (>= 0 and var row))
                continue;
            if (found++ == 0)
                pooled.Clear();
            TensorPrimitives.Add(pooled, items.Row(row), pooled);
        }
        if (found > 0)
            TensorPrimitives.Divide(pooled, found, pooled);
    }

    private static ReadOnlySpan<LoggedEvent> Until(ReadOnlySpan<LoggedEvent> events, long end)
    {
        var count = 0;
        while (count < events.Length && events[count].At < end)
            count++;
        return events[..count];
    }
}
