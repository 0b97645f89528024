namespace UserRep.Client;

/// <summary>What one read asks for beyond its users.</summary>
public sealed record ReadOptions
{
    internal static readonly ReadOptions Default = new();

    /// <summary>Oldest <see cref="UserRepresentation.AsOf"/> that still counts; older vectors are <see cref="RepresentationStatus.OutsideMaxAge"/>. Default: any age. At least zero.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Takes an answer in groups, each of one version: while a canary runs, its users are in a group of their own. Default: false, all users are served from one version.</summary>
    public bool Groups { get; init; }

    /// <summary>For the whole read, retries included. Default: <see cref="UserRepresentationsOptions.Timeout"/>. Above zero.</summary>
    public TimeSpan? Timeout { get; init; }

    internal IEnumerable<string> Faults()
    {
        if (MaxAge < TimeSpan.Zero)
            yield return $"MaxAge is {MaxAge}, must be at least zero.";
        if (Timeout <= TimeSpan.Zero)
            yield return $"Timeout is {Timeout}, must be above zero.";
    }
}
