namespace UserRep.VersionRouter.Reads;

/// <param name="Groups">Each of one version, and every user asked for in exactly one; a single one unless <paramref name="InGroups"/>.</param>
/// <param name="InGroups">The caller asked for groups.</param>
internal sealed record ModelAnswer(string Model, IReadOnlyList<ServedGroup> Groups, bool InGroups);
