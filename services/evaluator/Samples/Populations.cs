using UserRep.Contracts.Events;

namespace UserRep.Evaluator.Samples;

internal static class Populations
{
    /// <summary>Users who acted within the longest window before each cut: test users at test cuts, the others at training cuts. So time and persons differ.</summary>
    public static Population Known(EvaluationData data, IReadOnlyList<Cut> cuts, int windowDays, int maxPerTrainCut)
    {
        var samples = new List<Sample>();
        for (var c = 0; c < cuts.Count; c++)
        {
            var at = cuts[c].At;
            var users = Enumerable.Range(0, data.Log.Users.Length)
                .Where(u => data.IsTestUser[u] == cuts[c].IsTest && data.IsActive(u, at - EvaluationData.Days(windowDays), at)).ToArray();
            var taken = cuts[c].IsTest ? users : HashSample.Of(users, maxPerTrainCut, u => data.Log.Users[u]);
            samples.AddRange(taken.Select(u => new Sample(u, c, data.EventsBefore(u, at), at)));
        }
        return new Population("known", cuts, [.. samples]);
    }

    /// <summary>
    /// New users, so long after their first interaction: at 0 only onboarding and attributes are known. Whose start lies after the
    /// bundle's cut-off is tested, earlier ones train the heads.
    /// </summary>
    /// <param name="questionDays">Days after the sample that must be over.</param>
    public static Population Starting(EvaluationData data, DateTimeOffset cutOff, TimeSpan after, int questionDays, int maxTrain)
    {
        var split = cutOff.ToUnixTimeMilliseconds();
        var begin = Enumerable.Range(0, data.Log.Users.Length).Select(u => FirstInteraction(data, u)).Where(i => i.At > 0).Select(i => i.At).DefaultIfEmpty(0).Min();
        var (train, test) = (new List<Sample>(), new List<Sample>());
        for (var u = 0; u < data.Log.Users.Length; u++)
        {
            var (index, start) = FirstInteraction(data, u);
            // Who acts in the data's first week may have been there before it.
            if (index < 0 || start < begin + EvaluationData.Days(7))
                continue;
            var at = start + (long)after.TotalMilliseconds;
            var events = after == TimeSpan.Zero ? index : data.EventsBefore(u, at);
            var over = at + EvaluationData.Days(questionDays);
            if (!data.IsTestUser[u] && over <= split)
                train.Add(new Sample(u, 0, events, at));
            else if (data.IsTestUser[u] && start >= split && over <= data.End)
                test.Add(new Sample(u, 1, events, at));
        }
        var taken = HashSample.Of([.. Enumerable.Range(0, train.Count)], maxTrain, i => data.Log.Users[train[i].User]);
        return new Population($"new users after {after.TotalHours:0} hours", [new Cut(split, false), new Cut(split, true)], [.. taken.Select(i => train[i]), .. test]);
    }

    private static (int Index, long At) FirstInteraction(EvaluationData data, int user)
    {
        var events = data.Log.Of(user);
        for (var i = 0; i < events.Length; i++)
        {
            if (events[i].Item >= 0)
                return (i, events[i].At);
        }
        return (-1, 0);
    }
}
