namespace UserRep.Features.Building;

/// <summary>One reusable set per thread: counting distinct items must not allocate per user.</summary>
internal static class SeenItems
{
    [ThreadStatic]
    private static HashSet<ulong>? s_set;

    public static HashSet<ulong> Rent()
    {
        var set = s_set ?? [];
        s_set = null;
        return set;
    }

    public static void Return(HashSet<ulong> set)
    {
        set.Clear();
        s_set = set;
    }
}
