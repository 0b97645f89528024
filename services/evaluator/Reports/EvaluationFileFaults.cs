using UserRep.Contracts.Versions;
using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>What a JSON schema can't say.</summary>
internal static class EvaluationFileFaults
{
    public static IReadOnlyList<string> Of(EvaluationFile file)
    {
        var faults = new List<string>();
        if (!EncoderVersion.TryParse(file.Bundle.Version, out _))
            faults.Add($"bundle.version is '{file.Bundle.Version}', must be like representation@v1");
        if (file.Bundle.Sha256.Length != 64 || !file.Bundle.Sha256.All(char.IsAsciiHexDigitLower))
            faults.Add("bundle.sha256 must be 64 lower-case hex digits");
        if (file.Bundle.Dimension < 1)
            faults.Add($"bundle.dimension is {file.Bundle.Dimension}, must be 1 or more");
        var tasks = file.Tasks.Select(t => t.Name).ToHashSet();
        var methods = file.Methods.Select(m => m.Name).ToHashSet();
        var seen = new HashSet<(string, string, string)>();
        foreach (var score in file.Scores)
        {
            var what = $"the score of {score.Method} on {score.Task} ({score.Metric})";
            if (!tasks.Contains(score.Task))
                faults.Add($"{what} is of a task that isn't listed");
            if (!methods.Contains(score.Method))
                faults.Add($"{what} is of a method that isn't listed");
            if (!seen.Add((score.Task, score.Method, score.Metric)))
                faults.Add($"{what} is there twice");
            if (!IsSound(score.Value) || (score.Lead is { } lead && !IsSound(lead)))
                faults.Add($"{what} has an interval that is none");
        }
        foreach (var point in file.Freshness.Where(p => !IsSound(p.Value) || (p.LossAgainstFresh is { } loss && !IsSound(loss))))
            faults.Add($"freshness of {point.Task} at {point.StaleDays} days has an interval that is none");
        return faults;
    }

    // The mean may lie outside: percentiles of a bootstrap promise nothing about it.
    private static bool IsSound(Interval interval) => interval.IsFinite && interval.Low <= interval.High;
}
