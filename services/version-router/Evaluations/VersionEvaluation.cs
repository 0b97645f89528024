namespace UserRep.VersionRouter.Evaluations;

/// <summary>A bundle's own scores on one data set, by task and metric.</summary>
internal sealed record VersionEvaluation(string BundleSha256, string DataName, bool Simulated, string DataFingerprint, DateTimeOffset At, IReadOnlyDictionary<string, TaskScore> Scores)
{
    /// <summary>The method's name under which an evaluation lists the bundle itself.</summary>
    private const string Bundle = "bundle";

    public static VersionEvaluation Of(PostedEvaluation posted)
    {
        var scores = new Dictionary<string, TaskScore>();
        foreach (var score in posted.Scores!.Where(s => s.Method == Bundle))
            scores.TryAdd(score.Task!, new TaskScore(score.Metric!, score.Value!.Mean, score.Value.Low, score.Value.High));
        return new VersionEvaluation(posted.Bundle!.Sha256!, posted.Data!.Name!, posted.Data.Simulated, posted.Data.Fingerprint!, posted.At, scores);
    }
}
