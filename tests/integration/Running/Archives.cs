using UserRep.EventArchive.Reading;

namespace UserRep.Integration.Tests.Running;

internal static class Archives
{
    public static string[] EventIds(DataFolder data)
    {
        using var archive = ArchiveSnapshot.Open(data.File("archive"));
        return [.. archive.Days.SelectMany(archive.Of).Select(e => e.EventId)];
    }

    /// <summary>Every event published is in the archive, and is read once.</summary>
    public static void AssertHasAll(Summary summary, DataFolder data)
    {
        var ids = EventIds(data);
        Assert.Equal(summary.Published, ids.Length);
        Assert.Equal(summary.Published, ids.Distinct().Count());
    }
}
