using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Tasks;

/// <summary>How much of an attribute can be read off behaviour: the vectors are computed without any attribute.</summary>
internal static class ProbeTasks
{
    // Rarer values aren't asked for; they count as "not this one" for the others.
    private const int MaxValues = 8;

    public static IEnumerable<EvaluationTask> Of(EvaluationData data, Population known, int recentDays)
    {
        var view = new View(known, HideProfile: true);
        var recent = known.Samples.Select(s => data.IsRecent(s, recentDays)).ToArray();
        foreach (var name in Attributes.Names(data))
        {
            var values = Attributes.Values(data, known, name);
            var asked = values.Where((v, i) => v is not null && recent[i]).CountBy(v => v!).OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Key).ToArray();
            if (asked.Length < 2)
                continue;
            // Of two values one question is enough.
            var outputs = asked.Length == 2 ? asked[1..] : asked[..Math.Min(MaxValues, asked.Length)];
            var labels = new Matrix(known.Samples.Length, outputs.Length);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is not { } value || !recent[i])
                    labels.Row(i).Fill(float.NaN);
                else if (Array.IndexOf(outputs, value) is >= 0 and var output)
                    labels.Row(i)[output] = 1;
            }
            yield return new EvaluationTask($"probe-{name}", $"attribute '{name}' from a vector computed without attributes", TaskKind.Labels, view, outputs, labels) { Section = Sections.Probes };
        }
    }
}
