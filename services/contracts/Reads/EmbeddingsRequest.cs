namespace UserRep.Contracts.Reads;

/// <summary>Body of a read: up to <see cref="MaxUsers"/> users.</summary>
/// <param name="MaxAge">Oldest as_of that still counts, as <c>d.hh:mm:ss</c> or ISO 8601 (<c>PT30M</c>); none: any age.</param>
/// <param name="Accepts">The versions the caller has heads for; none: it doesn't say.</param>
/// <param name="Groups">The caller takes an answer in groups, each of one version: while a canary runs, its users are in a group of their own. Else all are served from the pin.</param>
public sealed record EmbeddingsRequest(IReadOnlyList<string>? UserIds, string? MaxAge = null, IReadOnlyList<string>? Accepts = null, bool Groups = false)
{
    public const int MaxUsers = 1000;
}
