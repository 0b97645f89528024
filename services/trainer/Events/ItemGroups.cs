namespace UserRep.Trainer.Events;

/// <summary>The item groups that the future is asked about: the categories commonest in the whole log given, so one that ends at a cut-off ranks by what came before it.</summary>
/// <param name="Names">Commonest first.</param>
/// <param name="OfItem">By the log's item: which of the groups it belongs to.</param>
internal sealed record ItemGroups(IReadOnlyList<string> Names, int[][] OfItem)
{
    // More groups than this cost time and add only rare ones.
    public const int Most = 24;

    public static ItemGroups Of(EventLog log, IReadOnlyDictionary<string, IReadOnlyList<string>> categories, int most = Most)
    {
        var uses = new Dictionary<string, long>();
        for (var u = 0; u < log.Users.Length; u++)
        {
            foreach (ref readonly var e in log.Of(u))
            {
                if (e.Item < 0 || !categories.TryGetValue(log.Items[e.Item], out var own))
                    continue;
                foreach (var category in own)
                    uses[category] = uses.GetValueOrDefault(category) + 1;
            }
        }
        var names = uses.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(most).Select(c => c.Key).ToArray();
        var number = names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i);
        return new ItemGroups(names, [.. log.Items.Select(item =>
            categories.TryGetValue(item, out var own) ? own.Where(number.ContainsKey).Select(c => number[c]).Distinct().Order().ToArray() : [])]);
    }
}
