namespace UserRep.EventArchive.Segments;

/// <summary>A writer whose lock is free is dead: the lock is the system's, and ends with the process however that ends.</summary>
internal sealed class DeadWriter : IDisposable
{
    private readonly FileStream? _lock;

    private DeadWriter(FileStream? held) => _lock = held;

    /// <summary>Null while the writer lives, or if that can't be told.</summary>
    public static DeadWriter? TryHold(string lockFile)
    {
        try
        {
            return new DeadWriter(new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // A writer makes its lock before its first segment, and deletes it after its last.
            return new DeadWriter(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => _lock?.Dispose();
}
