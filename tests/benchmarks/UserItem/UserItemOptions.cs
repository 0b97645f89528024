namespace UserRep.Benchmarks.UserItem;

/// <param name="Events">Null: simulate.</param>
internal sealed record UserItemOptions(string? Events, string? Mapping, int Users, int Items, int Epochs, int MaxRows, int Seed);
