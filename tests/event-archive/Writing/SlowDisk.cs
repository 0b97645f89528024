using Microsoft.Win32.SafeHandles;

namespace UserRep.EventArchive.Tests.Writing;

/// <summary>A disk whose first flush lasts until it is released.</summary>
internal sealed class SlowDisk : ArchiveDisk
{
    private readonly TaskCompletionSource _flushing = new();
    private readonly ManualResetEventSlim _released = new();

    public Task Flushing => _flushing.Task;

    public int Flushes { get; private set; }

    public void Release() => _released.Set();

    public override void Flush(SafeFileHandle file)
    {
        _flushing.TrySetResult();
        _released.Wait();
        base.Flush(file);
        Flushes++;
    }
}
