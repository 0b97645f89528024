namespace UserRep.Evaluator.Cost;

/// <summary>What a reader must accept to accept the figures.</summary>
internal static class CostAssumptions
{
    public static IReadOnlyList<string> Of(Traffic traffic, CostOptions options, int curatedWidth, int groups)
    {
        List<string> all =
        [
            FormattableString.Invariant($"A known user's changes are gathered for {options.CoalesceMilliseconds} ms, by the events' own times; first events, onboarding and profile are emitted at once. Models with features of their own are as fresh: they rebuild at the same moments. That favours sharing: a model content with daily features would rebuild less often."),
            options.DailyRefresh
                ? "Every known user is emitted once more each day, as windows move; in both ways alike."
                : "Users who do nothing are not emitted again: their windows stand still, in both ways alike.",
            "Each model reads a user once on each day on which the user acts. A shared read is two calls (version-router, embedding-store), an own one is one.",
            FormattableString.Invariant($"Features of one's own are {curatedWidth} values: events by {groups} item categories, events, active days and minutes per window, and two recencies. No model would have fewer; item vectors, attributes and distinct items are left out, in favour of own features."),
            "Each model with features of its own keeps histories of its own, with the same code. The third way spares it that: one history for all, features of their own over it.",
            "A model is a dot product over what it reads, in every way. What models do beyond that is the same and left out, and so is their training.",
            "Own features are stored in the same kind of record as vectors. One encoder version is live; each further one adds another encoding and another vector per user.",
            FormattableString.Invariant($"CPU is that of the arithmetic and of records, in one process on one machine; encoding runs in batches of {options.BatchRows}. Brokers, state stores, sidecars and networks are not in it: calls stand for them."),
            "Writes of histories are not counted as calls: there is one set of them in the shared way and N in the own one, so that favours own features.",
            "CPU is compared by medians. They move by some per cent from run to run, and the break-even with them: read it to a whole model or so.",
            "Histories are as large as at the end of the data; there is no replication, index or compression.",
            "Daily figures are means over the days of the data, and costs are in proportion to users: nothing gets cheaper or dearer by size.",
        ];
        if (traffic.DayTimes)
            all.Add("The data know days only, no times: a user's events of a day coalesce into one emission. Live events would be emitted more often, in both ways.");
        return all;
    }
}
