namespace UserRep.Evaluator.Cost;

/// <summary>What happens in the events, counted; everything else follows from it per day.</summary>
/// <param name="Days">From the first event's UTC day to the last one's, both included.</param>
/// <param name="Emissions">Of users' new features, after coalescing.</param>
/// <param name="Refreshes">Once for every user and day after the user's first: windows move although nothing is done.</param>
/// <param name="ActiveUserDays">Days on which a user did something, over all users: a model reads a user once on each.</param>
/// <param name="DayTimes">The source knows days only: a day's events of a user then coalesce into one emission.</param>
public sealed record Traffic(long Users, int Days, long Events, long Emissions, long Refreshes, long ActiveUserDays, bool DayTimes);
