namespace UserRep.VersionRouter.Registry;

/// <summary>The newest document this replica has seen, swapped whole. Reads decide by it; it is at most 1 s old (RegistryFollower).</summary>
internal sealed class RegistrySnapshot
{
    private RegistryDocument? _current;

    /// <summary>Null until the first read of the store.</summary>
    public RegistryDocument? Current => Volatile.Read(ref _current);

    public void Offer(RegistryDocument document)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _current);
            if (seen is not null && seen.Epoch >= document.Epoch)
                return;
            if (Interlocked.CompareExchange(ref _current, document, seen) == seen)
                return;
        }
    }
}
