namespace UserRep.SampleRanker.Scores;

/// <summary>In the order asked.</summary>
internal sealed record ScoresResponse(IReadOnlyList<UserScore> Scores);

/// <param name="Score">The probability that the user plays within seven days; null where there is no vector.</param>
/// <param name="Status">Of the user's vector.</param>
/// <param name="EncoderVersion">Of the vector, and of the head that scored it.</param>
internal sealed record UserScore(string UserId, float? Score, string Status, string EncoderVersion);
