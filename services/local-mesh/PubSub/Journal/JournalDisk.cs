using Microsoft.Win32.SafeHandles;
using UserRep.EventArchive;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>What the journal asks of the disk in order to be durable; tests derive one that is full.</summary>
internal class JournalDisk
{
    public virtual void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset) => RandomAccess.Write(file, buffers, offset);

    public virtual void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public virtual void FlushFolder(string folder) => DurableFolder.Flush(folder);
}
