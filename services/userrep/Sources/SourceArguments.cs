namespace UserRep.Command.Sources;

internal sealed record SourceArguments(string? Events, string? Mapping, bool Simulate, long MaxErrors);
