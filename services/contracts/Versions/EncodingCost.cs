namespace UserRep.Contracts.Versions;

/// <summary>What encoding a version has taken on one replica of the encoder since it began.</summary>
/// <param name="Vectors">That it was measured over.</param>
/// <param name="Seconds">In which a worker built features and ran the session for them: CPU time, as long as workers don't wait for a core.</param>
public sealed record EncodingCost(string Version, long Vectors, double Seconds, DateTimeOffset Since)
{
    /// <summary>Null where nothing was measured yet.</summary>
    public double? MillisecondsPerThousand => Vectors == 0 ? null : Seconds / Vectors * 1e6;
}
