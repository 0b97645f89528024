namespace UserRep.SampleRanker.Scores;

/// <summary>Body of <c>POST /v1/scores</c>.</summary>
internal sealed record ScoresRequest(IReadOnlyList<string>? UserIds)
{
    /// <summary>The client reads more than a thousand in several calls.</summary>
    public const int MaxUsers = 5_000;
}
