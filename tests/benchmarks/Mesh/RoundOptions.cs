namespace UserRep.Benchmarks.Mesh;

/// <param name="Duration">Of one variant in one round.</param>
internal sealed record RoundOptions(int Callers, int Rounds, TimeSpan Duration);
