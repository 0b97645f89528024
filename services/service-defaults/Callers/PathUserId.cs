namespace UserRep.ServiceDefaults.Callers;

/// <summary>A user id as a segment of a path.</summary>
public static class PathUserId
{
    /// <summary>Routing leaves an escaped slash as it is, since it would change the path; in an id it is a slash. (So an id with the text %2F can't be asked for.)</summary>
    public static string Of(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
