namespace UserRep.Contracts.DeadLetters;

/// <summary>Dead letters in the order in which they came.</summary>
/// <param name="Next">What to give as <c>after</c> for the next page; null at the end. A page may have fewer letters than asked for, even none, and still a next one.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetterSummary> Letters, long? Next);
