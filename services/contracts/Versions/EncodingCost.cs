namespace UserRep.Contracts.Versions;

/// <summary>What encoding a version has taken on one replica of the encoder since it began.</summary>
/// <param name="Vectors">That it was measured over.</param>
/// <param name="Seconds">CPU time of the threads that built features and ran the session for them; elapsed time where the system tells no other (Windows).</param>
public sealed record EncodingCost(string Version, long Vectors, double Seconds, DateTimeOffset Since)
{
    /// <summary>Null where nothing was measured yet.</summary>
    public double? MillisecondsPerThousand => Vectors == 0 ? null : Seconds / Vectors * 1e6;
}
