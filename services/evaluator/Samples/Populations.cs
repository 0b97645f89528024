namespace UserRep.Evaluator.Samples;

internal static class Populations
{
    /// <summary>"Active again" is asked of users who acted this recently: the long gone would make every answer look easy.</summary>
    public const int RecentDays = 28;

    /// <summary>Users active before each cut: test users at test cuts, the others at training cuts. So time and users differ.</summary>
    public static Population Active(EvaluationData data, IReadOnlyList<Cut> cuts)
    {
        var samples = new List<Sample>();
        for (var c = 0; c < cuts.Count; c++)
        {
            for (var u = 0; u < data.Log.Users.Length; u++)
            {
                if (data.IsTestUser[u] == cuts[c].IsTest && data.IsActive(u, cuts[c].At - EvaluationData.Days(RecentDays), cuts[c].At))
                    samples.Add(new Sample(u, c, data.EventsBefore(u, cuts[c].At), cuts[c].At));
            }
        }
        return new Population("active", cuts, [.. samples]);
    }
}
