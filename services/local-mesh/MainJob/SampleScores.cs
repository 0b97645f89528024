namespace UserRep.LocalMesh.MainJob;

/// <summary>What the sample model said of the run's sample of users.</summary>
/// <param name="Proven">Its head for the version it is pinned to is proven by a training set's stamp.</param>
/// <param name="Scored">Users with a score by that version.</param>
/// <param name="FirstScore">Of the first user.</param>
internal sealed record SampleScores(string Model, string? Pin, bool Proven, int Asked, int Scored, float? FirstScore);
