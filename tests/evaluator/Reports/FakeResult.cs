using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Tests.Reports;

/// <summary>A result of the size of a real one: 15 tasks, 18 methods, with names that a page must escape.</summary>
internal static class FakeResult
{
    public const string Bundle = "bundle";

    private static readonly (string Name, string Title, string Section)[] s_tasks =
    [
        ("active-7d", "active again within 7 days", "future"), ("active-28d", "active again within 28 days", "future"),
        ("groups-7d", "item groups used within 7 days, among the active", "future"), ("groups-28d", "item groups used within 28 days, among the active", "future"),
        ("pairs-7d", "interaction with an item group within 7 days, sampled negatives", "future"), ("outcome-pass", "passes, among those who haven't left", "future"), ("churn-28d", "leaves within 28 days", "future"),
        ("probe-gender", "gender, from a vector without attributes", "probes"), ("probe-age35", "age band 35+, from a vector without attributes", "probes"), ("probe-region", "region, from a vector without attributes", "probes"),
        ("cold-groups-1d", "item groups of the first day, from onboarding & attributes", "cold start"), ("cold-active-7d", "still active after a week, from onboarding & attributes", "cold start"),
        ("near-favourite", "same favourite category", "neighbourhoods"), ("near-region", "same region", "neighbourhoods"), ("near-onboarding", "same onboarding picks <Jaccard>", "neighbourhoods"),
    ];

    private static readonly (string Name, string Title, int Width)[] s_methods =
    [
        (Bundle, "the bundle's vector under a logistic head", 64), ("bundle-mlp", "the bundle's vector under a small MLP head", 64), ("popularity", "how common each answer is among training users", 1),
        ("counts", "activity counts alone", 14), ("windows", "window averages of item vectors, concatenated, no autoencoder", 288), ("windows+counts", "window averages with counts & statics", 343),
        ("untrained", "the bundle's encoder before training", 64), ("pca", "principal components of the same input, same width", 64), ("nmf", "non-negative matrix factorisation of user × item", 64),
        ("als", "implicit ALS", 64), ("vae-cf", "variational autoencoder for collaborative filtering", 64), ("dlrm", "DLRM-style model of the task", 0), ("gbdt", "gradient-boosted trees on curated features", 0),
        ("input-mlp", "MLP on the full input", 343), ("last-item", "vector of the last item", 48), ("onboarding-mean", "average of onboarding items", 48), ("bpr", "matrix factorisation by pairwise ranking", 64), ("content-mean", "average of content vectors over 180 days", 24),
    ];

    public static EvaluationResult Make(int seed = 1)
    {
        var random = new Random(seed);
        var scores = new List<Score>();
        foreach (var (task, _, section) in s_tasks)
        {
            var metric = section == "neighbourhoods" ? "ndcg@50" : "auc";
            var own = 0.6 + 0.25 * random.NextDouble();
            foreach (var (method, _, _) in s_methods)
            {
                if (method == "onboarding-mean" && section != "cold start")
                    continue;
                var lead = 0.03 * random.NextDouble() * random.NextDouble() * (method is "gbdt" or "bundle-mlp" ? -0.6 : 1.4) + 0.006 * (random.NextDouble() - 0.5) + (method == "popularity" ? 0.08 : 0);
                var half = 0.004 + 0.01 * random.NextDouble();
                scores.Add(method == Bundle
                    ? new Score(task, method, metric, Around(own, half), null, "penalty=0.01")
                    : new Score(task, method, metric, Around(own - lead, half), Around(lead, half * 0.7), method == "gbdt" ? "leaves=31 rate=0.1 rounds=200 minimum=20" : "penalty=0.001"));
            }
        }
        foreach (var without in (string[])["no-onboarding", "no-modalities", "no-statics"])
            scores.Add(new Score("ablate-groups-28d", without, "auc", Around(0.66 - 0.02 * random.NextDouble(), 0.006), Around(0.012, 0.005), "penalty=0.01"));
        scores.Add(new Score("ablate-groups-28d", Bundle, "auc", Around(0.672, 0.006), null, "penalty=0.01"));
        return new EvaluationResult(
            "representation@v3", new string('a', 32) + new string('7', 32), "96755ece1f72be1f4725db177eaa91ec", 64, "studentVle <all presentations>", false, "0f3bb1e94cc04f0b8a6b2f2d0b0f9a11",
            "userrep evaluate --bundle bundles/representation@v3 --events studentVle.csv --mapping oulad.json --tasks all --report report", "2 cores of x64, 15 GiB, Linux, .NET 10.0", new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero), 1312.4,
            ["2014-01-15", "2014-02-15", "2014-03-15"], ["2014-04-15", "2014-05-15"], 0.3, [1, 2, 3],
            [.. s_tasks.Select(t => new TaskSummary(t.Name, t.Title, t.Section, t.Section == "neighbourhoods" ? "ndcg@50" : "auc", t.Name.StartsWith("groups", StringComparison.Ordinal) ? 20 : 1, 31_204, 18_950, 9_811, t.Section == "neighbourhoods" ? null : 0.31)),
                new TaskSummary("ablate-groups-28d", "item groups used within 28 days, with parts of the input hidden", "ablations", "auc", 20, 31_204, 18_950, 9_811, 0.12)],
            [.. s_methods.Select(m => new MethodSummary(m.Name, m.Title, m.Width, 3 + 90 * random.NextDouble())), new MethodSummary("no-onboarding", "the bundle's vector, onboarding hidden", 64, 2), new MethodSummary("no-modalities", "the bundle's vector, item vectors hidden", 64, 2), new MethodSummary("no-statics", "the bundle's vector, attributes hidden", 64, 2)],
            scores,
            [.. from task in (string[])["active-7d", "groups-28d", "churn-28d"] from days in (int[])[0, 1, 7, 30]
                select new FreshnessPoint(task, "auc", days, Around(0.86 - 0.012 * Math.Log(1 + days), 0.006), days == 0 ? null : Around(0.012 * Math.Log(1 + days), 0.003))],
            ["churn-28d has 25 to 110 positives a cut: its intervals are wide, read no ranking from it", "unknown regions are left out"]);
    }

    private static Interval Around(double mean, double half) => new(mean, mean - half, mean + half);
}
