namespace UserRep.Trainer.Simulation;

/// <param name="ReleaseDay">Day of the simulation from which it can be played; negative for the back catalogue.</param>
internal sealed record Track(string Id, int Artist, int Genre, int DurationMs, int ReleaseDay, double Popularity, IReadOnlyList<string> Categories);
