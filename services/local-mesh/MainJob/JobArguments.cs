namespace UserRep.LocalMesh.MainJob;

/// <param name="Events">A file of real events to replay; null: simulate.</param>
/// <param name="Mapping">Says which column is what.</param>
internal sealed record JobArguments(string? Events, string? Mapping, int Users, int Items, int Days, int Seed);
