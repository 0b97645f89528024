namespace UserRep.Trainer.Simulation;

/// <param name="Events">Of all kinds.</param>
public sealed record SimulatedFileSet(string EventsPath, string MappingPath, long Events, int Items);
