namespace UserRep.Evaluator.Cost;

/// <summary>One way to give models what they need to know of users.</summary>
/// <param name="CpuSeconds">A day.</param>
/// <param name="Bytes">Stored at the end of the data.</param>
/// <param name="Calls">A day: deliveries, state writes and reads between services.</param>
public sealed record PathCost(string Name, string Title, LinearCost CpuSeconds, LinearCost Bytes, LinearCost Calls);
