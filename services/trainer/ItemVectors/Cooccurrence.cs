namespace UserRep.Trainer.ItemVectors;

/// <summary>How often two items are acted on by the same user within a span of days.</summary>
internal static class Cooccurrence
{
    /// <param name="sequences">Per user, (item, Unix milliseconds) in order of time; items are 0 to <paramref name="items"/> - 1.</param>
    public static SparseMatrix Count(IReadOnlyList<(int Item, long At)[]> sequences, int items, ItemVectorOptions options)
    {
        var places = Places(sequences, items);
        var window = options.WindowDays * Contracts.Events.UnixDay.MillisecondsPerDay;
        var rows = new (int[], float[])[items];
        // One item at a time into a dense row: no hash map of pairs, and no two threads share a sum.
        Parallel.For(0, items, () => new float[items], (item, _, sums) =>
        {
            var touched = new List<int>();
            foreach (var (user, position) in places[item])
            {
                var sequence = sequences[user];
                var at = sequence[position].At;
                var last = Math.Min(sequence.Length - 1, position + options.Neighbours);
                for (var p = position + 1; p <= last && sequence[p].At - at <= window; p++)
                    Add(sequence[p].Item);
                var first = Math.Max(0, position - options.Neighbours);
                for (var p = position - 1; p >= first && at - sequence[p].At <= window; p--)
                    Add(sequence[p].Item);
            }
            touched.Sort();
            rows[item] = ([.. touched], [.. touched.Select(other => sums[other])]);
            foreach (var other in touched)
                sums[other] = 0;
            return sums;

            void Add(int other)
            {
                if (other == item)
                    return;
                if (sums[other]++ == 0)
                    touched.Add(other);
            }
        }, _ => { });
        return new SparseMatrix(items, rows);
    }

    private static List<(int User, int Position)>[] Places(IReadOnlyList<(int Item, long At)[]> sequences, int items)
    {
        var places = new List<(int, int)>[items];
        for (var i = 0; i < items; i++)
            places[i] = [];
        for (var user = 0; user < sequences.Count; user++)
        {
            for (var p = 0; p < sequences[user].Length; p++)
                places[sequences[user][p].Item].Add((user, p));
        }
        return places;
    }
}
