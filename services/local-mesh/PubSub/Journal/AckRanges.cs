namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>A set of ids kept as a low-water mark and the runs above it: as large as the number of holes, not of ids.</summary>
internal sealed class AckRanges(long low)
{
    // Sorted, disjoint, with at least one id missing between neighbours; all above Low + 1.
    private readonly List<IdRange> _above = [];

    /// <summary>Every id up to here is in the set.</summary>
    public long Low { get; private set; } = low;

    public IReadOnlyList<IdRange> Above => _above;

    /// <summary>The highest id in the set.</summary>
    public long High => _above.Count > 0 ? _above[^1].End : Low;

    public bool Contains(long id)
    {
        if (id <= Low)
            return true;
        var at = FirstEndingAtOrAfter(id);
        return at < _above.Count && _above[at].Start <= id;
    }

    public void Add(IdRange range)
    {
        if (range.End <= Low)
            return;
        var first = FirstEndingAtOrAfter(range.Start - 1);
        var last = first;
        var (start, end) = range;
        for (; last < _above.Count && _above[last].Start <= range.End + 1; last++)
        {
            start = Math.Min(start, _above[last].Start);
            end = Math.Max(end, _above[last].End);
        }
        if (start <= Low + 1)
        {
            Low = end;
            _above.RemoveRange(0, last);
        }
        else if (last == first)
        {
            _above.Insert(first, new IdRange(start, end));
        }
        else
        {
            _above[first] = new IdRange(start, end);
            _above.RemoveRange(first + 1, last - first - 1);
        }
    }

    private int FirstEndingAtOrAfter(long id)
    {
        int from = 0, to = _above.Count;
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (_above[middle].End < id)
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }
}
