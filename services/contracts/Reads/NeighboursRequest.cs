namespace UserRep.Contracts.Reads;

/// <summary>Body of a search for the users or items nearest to a user. Either the user is named or a vector of the version is given.</summary>
/// <param name="K">1 to <see cref="MaxK"/>.</param>
/// <param name="Vector">Of the version's embedding space, as reads answer it.</param>
/// <param name="Of">One of <see cref="NeighbourKinds"/>; none: users.</param>
/// <param name="Space">Of items only: the space to compare in (<see cref="ItemSpaces"/>); none: the version's default.</param>
/// <param name="Accepts">As of <see cref="EmbeddingsRequest"/>.</param>
public sealed record NeighboursRequest(string? UserId = null, int K = 5, IReadOnlyList<float>? Vector = null, string? Of = null, string? Space = null, IReadOnlyList<string>? Accepts = null)
{
    public const int MaxK = 100;
}
