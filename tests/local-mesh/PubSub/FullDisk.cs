using Microsoft.Win32.SafeHandles;
using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.Tests.PubSub;

/// <summary>Writes half of what it is given and then says that there is no space, or fails to flush.</summary>
internal sealed class FullDisk : JournalDisk
{
    public volatile bool WritesFail;

    public volatile bool FlushesFail;

    public override void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset)
    {
        if (!WritesFail)
        {
            base.Write(file, buffers, offset);
            return;
        }
        base.Write(file, [buffers[0][..(buffers[0].Length / 2)]], offset);
        throw new IOException("No space left on device");
    }

    public override void Flush(SafeFileHandle file)
    {
        if (FlushesFail)
            throw new IOException("Input/output error");
        base.Flush(file);
    }
}
