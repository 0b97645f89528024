namespace UserRep.Command.Sources;

internal sealed record SourceArguments(string? Events, string? Archive, string? Mapping, bool Simulate, long MaxErrors);
