namespace UserRep.Evaluator.Samples;

/// <summary>One user at one moment: what is known are the user's first <paramref name="Events"/> events, what is asked lies after.</summary>
/// <param name="User">Index into the log's users.</param>
/// <param name="Cut">Index into the population's cuts.</param>
/// <param name="At">The moment, in Unix milliseconds: events at or after it are unknown.</param>
internal readonly record struct Sample(int User, int Cut, int Events, long At);
