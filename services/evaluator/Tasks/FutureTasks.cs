using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Tasks;

/// <summary>Questions about what active users do next.</summary>
internal static class FutureTasks
{
    public static IEnumerable<EvaluationTask> Of(EvaluationData data, Population active)
    {
        var view = new View(active);
        foreach (var days in (int[])[7, 28])
            yield return new EvaluationTask($"active-{days}d", $"active again within {days} days", TaskKind.Labels, view, ["active"], Labels(active, 1, (s, labels) =>
                labels[0] = data.IsActive(s.User, s.At, s.At + EvaluationData.Days(days)) ? 1 : 0));
        if (data.Groups.Names.Count > 1)
        {
            foreach (var days in (int[])[7, 28])
                yield return new EvaluationTask($"groups-{days}d", $"item groups used within {days} days, among the active", TaskKind.Labels, view, data.Groups.Names,
                    Labels(active, data.Groups.Names.Count, (s, labels) => Groups(data, s, days, labels)));
        }
        foreach (var (name, outcome) in data.Labels.Outcomes)
            yield return new EvaluationTask($"outcome-{name}", $"{name}, among those who haven't left", TaskKind.Labels, view, [name], Labels(active, 1, (s, labels) =>
                labels[0] = HasLeft(data, s.User, s.At) || !outcome.TryGetValue(data.Log.Users[s.User], out var value) ? float.NaN : value ? 1 : 0));
        if (data.Labels.Churn is { } churn)
            yield return new EvaluationTask("churn-28d", "leaves within 28 days", TaskKind.Labels, view, ["leaves"], Labels(active, 1, (s, labels) =>
                labels[0] = HasLeft(data, s.User, s.At) ? float.NaN : churn.TryGetValue(data.Log.Users[s.User], out var at) && at < s.At + EvaluationData.Days(28) ? 1 : 0));
    }

    private static bool HasLeft(EvaluationData data, int user, long at) =>
        data.Labels.Churn is { } churn && churn.TryGetValue(data.Log.Users[user], out var left) && left < at;

    private delegate void Answer(Sample sample, Span<float> labels);

    private static Matrix Labels(Population population, int width, Answer answer)
    {
        var labels = new Matrix(population.Samples.Length, width);
        for (var i = 0; i < population.Samples.Length; i++)
            answer(population.Samples[i], labels.Row(i));
        return labels;
    }

    private static void Groups(EvaluationData data, Sample sample, int days, Span<float> labels)
    {
        var events = data.Log.Of(sample.User);
        var active = false;
        var end = sample.At + EvaluationData.Days(days);
        for (var i = sample.Events; i < events.Length && events[i].At < end; i++)
        {
            if (events[i].Item < 0)
                continue;
            active = true;
            foreach (var group in data.Groups.OfItem[events[i].Item])
                labels[group] = 1;
        }
        if (!active)
            labels.Fill(float.NaN);
    }
}
