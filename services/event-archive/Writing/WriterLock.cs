namespace UserRep.EventArchive.Writing;

/// <summary>Says that a writer lives, for as long as its process does.</summary>
internal static class WriterLock
{
    /// <exception cref="IOException">It can't be taken, or the volume's locks don't hold.</exception>
    public static FileStream Take(string path)
    {
        var held = Open(FileMode.OpenOrCreate);
        try
        {
            // Where locks mean nothing, another replica would take this writer for dead and its segment for finished.
            Open(FileMode.Open).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
        held.Dispose();
        throw new IOException($"{path} could be locked twice: the volume doesn't support file locks, which the archive needs");

        FileStream Open(FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);
    }
}
