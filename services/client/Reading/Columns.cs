namespace UserRep.Client.Reading;

/// <summary>An answer by column: a few arrays for the whole of it, none for a user.</summary>
/// <param name="AsOf">Unix milliseconds; 0 where there is no vector.</param>
/// <param name="Groups">Number of each user's group.</param>
/// <param name="Rows">Each user's row in its group's vectors; -1 where there is none.</param>
internal sealed record Columns(string[] UserIds, RepresentationStatus[] Statuses, long[] AsOf, int[] Groups, int[] Rows)
{
    public static Columns For(string[] userIds) => new(userIds, new RepresentationStatus[userIds.Length], new long[userIds.Length], new int[userIds.Length], new int[userIds.Length]);
}
