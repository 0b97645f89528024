namespace UserRep.Client.Reading;

/// <summary>The users of a read, checked before anything is sent: only here are they seen together when they go out in several calls.</summary>
internal static class UserIds
{
    private const int MaxLength = 256;
    private const int MaxFaults = 10;

    /// <returns>A copy of them, which nobody changes.</returns>
    /// <exception cref="ArgumentException">Every fault is named, up to ten.</exception>
    public static string[] Checked(IReadOnlyList<string> userIds, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        string[] ids = [.. userIds];
        var faults = options.Faults().ToList();
        if (ids.Length == 0)
            faults.Add("There are no users.");
        var seen = new HashSet<string>(ids.Length, StringComparer.Ordinal);
        for (var i = 0; i < ids.Length && faults.Count < MaxFaults; i++)
        {
            if (string.IsNullOrWhiteSpace(ids[i]))
                faults.Add($"User {i} is blank.");
            else if (ids[i].Length > MaxLength)
                faults.Add($"User {i} has {ids[i].Length} characters, at most {MaxLength} are allowed.");
            else if (!seen.Add(ids[i]))
                faults.Add($"User {i} ('{ids[i]}') stands there twice.");
        }
        return faults.Count == 0 ? ids : throw new ArgumentException(string.Join(' ', faults), nameof(userIds));
    }
}
