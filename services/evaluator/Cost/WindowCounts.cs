using UserRep.Contracts.Wire;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Cost;

/// <summary>
/// What a model with features of its own would keep: per window, events by item category, events, active days, minutes;
/// then days since the last and the first activity. Distinct items, attributes and item vectors, which the shared input
/// has, are left out: that makes the rival cheaper, not dearer.
/// </summary>
internal sealed class WindowCounts
{
    private const int CountsPerWindow = 3;
    private const int Trailing = 2;

    private readonly IReadOnlyList<int> _windows;
    private readonly int _groups;
    private readonly Dictionary<ulong, int[]> _groupsOf;

    public WindowCounts(EventLog log, ItemGroups groups, IReadOnlyList<int> windowsDays)
    {
        (_windows, _groups) = (windowsDays, groups.Names.Count);
        _groupsOf = new Dictionary<ulong, int[]>(log.Items.Length);
        for (var i = 0; i < log.Items.Length; i++)
            _groupsOf[log.ItemHashes[i]] = groups.OfItem[i];
    }

    public int Width => _windows.Count * (_groups + CountsPerWindow) + Trailing;

    public void Build(UserHistory history, int asOfDay, Span<float> destination)
    {
        destination = destination[..Width];
        destination.Clear();
        var perWindow = _groups + CountsPerWindow;
        var (first, last) = (asOfDay, asOfDay - _windows[^1]);
        foreach (var day in history.Days)
        {
            var age = asOfDay - day.Day;
            if (age < 0 || day.Items.Count == 0)
                continue;
            (first, last) = (Math.Min(first, day.Day), Math.Max(last, day.Day));
            if (age >= _windows[^1])
                continue;
            // The smallest window that covers the day; the others add it up afterwards.
            var window = 0;
            while (age >= _windows[window])
                window++;
            AddDay(day, destination.Slice(window * perWindow, perWindow));
        }
        for (var at = perWindow; at < _windows.Count * perWindow; at++)
            destination[at] += destination[at - perWindow];
        (destination[^2], destination[^1]) = (asOfDay - last, asOfDay - first);
        for (var at = 0; at < destination.Length; at++)
            destination[at] = MathF.Log(1 + destination[at]);
    }

    private void AddDay(HistoryDay day, Span<float> window)
    {
        window[_groups + 1]++;
        for (var i = 0; i < day.Items.Count; i++)
        {
            window[_groups] += day.Counts[i];
            window[_groups + 2] += day.Milliseconds[i] / 60_000f;
            if (!_groupsOf.TryGetValue(day.Items[i], out var groups))
                continue;
            foreach (var group in groups)
                window[group] += day.Counts[i];
        }
    }
}
