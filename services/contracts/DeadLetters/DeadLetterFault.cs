namespace UserRep.Contracts.DeadLetters;

/// <param name="Field">Name in the event's data, such as <c>playedMs</c>; empty where the fault is of the whole message.</param>
public sealed record DeadLetterFault(string Field, string Problem);
