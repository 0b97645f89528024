using UserRep.Contracts.Reads;

namespace UserRep.VersionRouter.Reads;

/// <summary>Puts every user of a read into exactly one group: a canary's, or that of the version assigned.</summary>
internal static class UserSplit
{
    public static IReadOnlyList<ReadGroup> Of(Assigned assigned, IReadOnlyList<string> userIds, bool inGroups)
    {
        if (!inGroups || assigned.Canaries.Count == 0)
            return [assigned.Group(userIds)];
        var draw = new CanaryDraw(assigned.Model.Model, assigned.Canaries);
        // The last place is that of the version assigned.
        var positions = new List<int>?[assigned.Canaries.Count + 1];
        for (var i = 0; i < userIds.Count; i++)
        {
            var canary = draw.Of(userIds[i]);
            var place = canary >= 0 && assigned.Canaries[canary].Version is not null ? canary : assigned.Canaries.Count;
            (positions[place] ??= new List<int>(userIds.Count)).Add(i);
        }
        var groups = new List<ReadGroup>(positions.Length);
        if (positions[^1] is { } rest)
            groups.Add(Group(assigned, userIds, rest));
        for (var i = 0; i < assigned.Canaries.Count; i++)
        {
            if (positions[i] is { } drawn)
                groups.Add(Group(assigned with { Version = assigned.Canaries[i].Version!, Assignment = Assignments.Canary }, userIds, drawn));
        }
        return groups;
    }

    private static ReadGroup Group(Assigned assigned, IReadOnlyList<string> userIds, List<int> positions) => positions.Count == userIds.Count
        ? assigned.Group(userIds)
        : new ReadGroup(assigned.Version, assigned.Assignment, [.. positions.Select(p => userIds[p])], positions);
}
