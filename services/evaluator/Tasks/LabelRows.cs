using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Tasks;

internal static class LabelRows
{
    public delegate void Answer(Sample sample, Span<float> labels);

    public static Matrix Of(Population population, int width, Answer answer)
    {
        var labels = new Matrix(population.Samples.Length, width);
        for (var i = 0; i < population.Samples.Length; i++)
            answer(population.Samples[i], labels.Row(i));
        return labels;
    }

    /// <summary>Which item groups the user acts on in [from, to) after the sample; NaN if they do nothing then.</summary>
    public static void Groups(EvaluationData data, Sample sample, long from, long to, Span<float> labels)
    {
        var events = data.Log.Of(sample.User);
        var active = false;
        for (var i = data.EventsBefore(sample.User, from); i < events.Length && events[i].At < to; i++)
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

    /// <summary>The group acted on most in [from, to), between equals the commoner one; -1 if none is.</summary>
    public static int Favourite(EvaluationData data, int user, long from, long to)
    {
        var events = data.Log.Of(user);
        var counts = new int[data.Groups.Names.Count];
        for (var i = data.EventsBefore(user, from); i < events.Length && events[i].At < to; i++)
        {
            if (events[i].Item < 0)
                continue;
            foreach (var group in data.Groups.OfItem[events[i].Item])
                counts[group]++;
        }
        return counts.Length > 0 && counts.Max() > 0 ? Array.IndexOf(counts, counts.Max()) : -1;
    }
}
