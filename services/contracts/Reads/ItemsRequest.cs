namespace UserRep.Contracts.Reads;

/// <summary>Body of a read of item vectors, and if asked for of users' vectors in the same space, so that the two can be compared.</summary>
/// <param name="UserIds">Up to as many users; none: items only.</param>
/// <param name="Space">See <see cref="ItemSpaces"/>; none: the version's default.</param>
/// <param name="Accepts">As of <see cref="EmbeddingsRequest"/>.</param>
public sealed record ItemsRequest(IReadOnlyList<string>? ItemIds, IReadOnlyList<string>? UserIds = null, string? Space = null, IReadOnlyList<string>? Accepts = null)
{
    public const int MaxItems = 1000;
}
