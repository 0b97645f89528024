namespace UserRep.Evaluator.Samples;

internal static class KnownEvents
{
    /// <summary>How many of the sample's user's events a view shows, all of them before <c>Until</c> (Unix milliseconds).</summary>
    public static (int Events, long Until) Known(this View view, EvaluationData data, Sample sample)
    {
        if (view.StaleDays == 0)
            return (sample.Events, sample.At);
        var until = sample.At - EvaluationData.Days(view.StaleDays);
        return (Math.Min(sample.Events, data.EventsBefore(sample.User, until)), until);
    }
}
