using Microsoft.Win32.SafeHandles;
using UserRep.EventArchive;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>What the journal asks of the disk in order to be durable; tests derive one that is full, and one that loses power.</summary>
internal class JournalDisk
{
    public virtual SafeFileHandle Open(string path, FileMode mode) => File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);

    public virtual void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset) => RandomAccess.Write(file, buffers, offset);

    public virtual void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    /// <summary>Renames over what is there.</summary>
    public virtual void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Makes the names in a folder durable: a flushed file that no durable name leads to is lost with the power.</summary>
    public virtual void FlushFolder(string folder) => DurableFolder.Flush(folder);
}
