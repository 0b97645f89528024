using UserRep.Evaluator.Metrics;
using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Results;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Contracts.Wire;

namespace UserRep.Evaluator.Runs;

/// <summary>Whether a user's nearest users are alike: the same favourite next, the same attribute, the same onboarding picks.</summary>
internal sealed class NeighbourhoodRun(EvaluationData data, Population known, EvaluationOptions options, DrawWeights weights, List<string> notes)
{
    private const int Nearest = 50;
    private const int MaxUsers = 3_000;
    private const string Metric = "ndcg@50";

    // By representation, the rows of each test cut.
    private readonly Dictionary<string, NearestRows[]> _nearestOf = [];

    public List<Score> Scores { get; } = [];

    public List<TaskSummary> Tasks { get; } = [];

    public void Run(IReadOnlyList<Method> methods, Action<string> report, CancellationToken cancellationToken)
    {
        var all = known.Cuts.Index().Where(c => c.Item.IsTest).Select(c => Rows(c.Index)).Where(r => r.Length > Nearest).ToArray();
        foreach (var (name, title, arises, ask) in Questions())
        {
            var cuts = Enumerable.Range(0, all.Length).Where(c => arises(all[c])).ToArray();
            if (cuts.Length == 0)
                continue;
            var asked = cuts.SelectMany(c => all[c]).ToArray();
            Tasks.Add(new TaskSummary(name, title, Sections.Neighbourhoods, Metric, 1, 0, asked.Length, asked.Select(r => data.Persons[known.Samples[r].User]).Distinct().Count(), null));
            double[]? bundle = null;
            foreach (var method in methods.OfType<HeadedRepresentation>())
            {
                var representation = method.Representation;
                if (!representation.Answers(new View(known)))
                    continue;
                report($"{name} {method.Name}");
                var (nearest, faults) = NearestOf(representation, all, cancellationToken);
                if (nearest is null)
                {
                    notes.Add($"{method.Name} is left out of {name}: {string.Join("; ", faults)}");
                    continue;
                }
                var values = Values([.. cuts.Select(c => (all[c], ask(nearest[c], all[c])))]);
                bundle ??= values;
                Scores.Add(new Score(name, method.Name, Metric, Intervals.Of(values), ReferenceEquals(values, bundle) ? null : Intervals.Of([.. bundle.Zip(values, (b, v) => b - v)]), representation.Candidates[0].ToString()));
            }
        }
    }

    private (NearestRows[]? Nearest, IReadOnlyList<string> Faults) NearestOf(Representation representation, int[][] cuts, CancellationToken cancellationToken)
    {
        if (_nearestOf.TryGetValue(representation.Name, out var nearest))
            return (nearest, []);
        var fitted = representation.Vectors(new View(known), representation.Candidates[0], options.Seeds[0], cancellationToken);
        return fitted.Values is { } vectors
            ? (_nearestOf[representation.Name] = [.. cuts.Select(rows => new NearestRows(vectors.Take(rows), Nearest, options.Threads))], [])
            : (null, fitted.Faults);
    }

    private IEnumerable<NeighbourQuestion> Questions()
    {
        yield return Classes("near-favourite", $"nearest {Nearest} users share the favourite item group of the next {CutPlan.LongestQuestion} days",
            [.. known.Samples.Select(s => LabelRows.Favourite(data, s.User, s.At, s.At + EvaluationData.Days(CutPlan.LongestQuestion)))]);
        foreach (var name in Attributes.Names(data))
        {
            var values = Attributes.Values(data, known, name);
            var number = values.Where(v => v is not null).Distinct().Order(StringComparer.Ordinal).Index().ToDictionary(v => v.Item!, v => v.Index);
            if (number.Count > 1)
                yield return Classes($"near-{name}", $"nearest {Nearest} users share the attribute '{name}'", [.. values.Select(v => v is null ? -1 : number[v])]);
        }
        var picks = Picks();
        yield return new NeighbourQuestion("near-onboarding", $"nearest {Nearest} users made the same onboarding picks (Jaccard)",
            rows => Ndcg.Arises([.. rows.Select(r => picks[r])]), (nearest, rows) => Ndcg.PerSample(nearest, [.. rows.Select(r => picks[r])]));
    }

    /// <param name="classes">By sample; -1 for none.</param>
    private NeighbourQuestion Classes(string name, string title, int[] classes) => new(
        name, title, rows => Ndcg.Arises([.. rows.Select(r => classes[r])]), (nearest, rows) => Ndcg.PerSample(nearest, [.. rows.Select(r => classes[r])]));

    private double[] Values((int[] Rows, float[] Gains)[] cuts)
    {
        var values = new double[weights.Draws + 1];
        foreach (var (rows, gains) in cuts)
        {
            var asked = Enumerable.Range(0, rows.Length).Where(i => !float.IsNaN(gains[i])).ToArray();
            var persons = asked.Select(i => weights.PersonOfUser[known.Samples[rows[i]].User]).ToArray();
            var own = new float[asked.Length];
            for (var d = 0; d < values.Length; d++)
            {
                weights.Fill(d, persons, own);
                var (sum, count) = (0.0, 0.0);
                for (var i = 0; i < own.Length; i++)
                    (sum, count) = (sum + own[i] * gains[asked[i]], count + own[i]);
                values[d] += sum / count / cuts.Length;
            }
        }
        return values;
    }

    private int[] Rows(int cut) => HashSample.Of([.. Enumerable.Range(0, known.Samples.Length).Where(r => known.Samples[r].Cut == cut && data.IsRecent(known.Samples[r], options.RecentDays))],
        MaxUsers, r => data.Log.Users[known.Samples[r].User]);

    private int[][] Picks()
    {
        var number = new Dictionary<ulong, int>();
        return [.. known.Samples.Select(s =>
        {
            int[] picks = [];
            foreach (ref readonly var e in data.Log.Of(s.User)[..s.Events])
            {
                if (e.Other >= 0 && data.Log.Others[e.Other] is { WhatCase: UserEvent.WhatOneofCase.Onboarding } onboarding)
                    picks = [.. onboarding.Onboarding.Items.Select(Number).Distinct().Order()];
            }
            return picks;
        })];

        int Number(ulong item)
        {
            if (!number.TryGetValue(item, out var n))
                number[item] = n = number.Count;
            return n;
        }
    }
}
