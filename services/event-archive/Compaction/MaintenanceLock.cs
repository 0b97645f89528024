namespace UserRep.EventArchive.Compaction;

/// <summary>One process at a time rewrites files: day files belong to no writer.</summary>
internal static class MaintenanceLock
{
    /// <summary>Null while another holds it.</summary>
    public static FileStream? TryTake(ArchiveFolder folder)
    {
        try
        {
            return new FileStream(folder.MaintenanceLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(folder.MaintenanceLock))
        {
            return null;
        }
    }

    /// <summary>What a maintainer that died was writing aside is in its sources still.</summary>
    public static void Clean(ArchiveFolder folder, ArchiveDisk disk)
    {
        foreach (var file in folder.AsideFiles().ToArray())
            disk.Delete(file);
    }
}
