namespace UserRep.Contracts.Versions;

/// <summary>When a model last read vectors of a version, to within some seconds.</summary>
public sealed record LastRead(string Model, DateTimeOffset At);
