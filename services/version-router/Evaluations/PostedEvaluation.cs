namespace UserRep.VersionRouter.Evaluations;

/// <summary>What version-router reads of an evaluation file (<c>userrep-evaluation/1</c>, written by <c>userrep evaluate</c>); all else in it is left aside.</summary>
internal sealed record PostedEvaluation(string? Format, PostedBundle? Bundle, PostedData? Data, DateTimeOffset At, IReadOnlyList<PostedTask>? Tasks, IReadOnlyList<PostedScore>? Scores);
