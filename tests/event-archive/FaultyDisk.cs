using Microsoft.Win32.SafeHandles;

namespace UserRep.EventArchive.Tests;

/// <summary>A disk that refuses from a step on, as a full one or a dying process would, and counts its steps and flushes.</summary>
internal sealed class FaultyDisk : ArchiveDisk
{
    /// <summary>Steps that still work.</summary>
    public int StepsLeft { get; set; } = int.MaxValue;

    /// <summary>A refused write still puts this many bytes down.</summary>
    public int PartialBytes { get; set; }

    public bool FlushesFail { get; set; }

    public int Flushes { get; private set; }

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        if (StepsLeft == 0)
            base.Write(file, bytes[..Math.Min(PartialBytes, bytes.Length)], offset);
        Step();
        base.Write(file, bytes, offset);
    }

    public override void Flush(SafeFileHandle file)
    {
        Step();
        if (FlushesFail)
            throw new IOException("the flush failed");
        Flushes++;
        base.Flush(file);
    }

    public override void Move(string from, string to)
    {
        Step();
        base.Move(from, to);
    }

    public override void Delete(string file)
    {
        Step();
        base.Delete(file);
    }

    public override void FlushFolder(string folder)
    {
        Step();
        base.FlushFolder(folder);
    }

    private void Step()
    {
        if (StepsLeft == 0)
            throw new IOException("no space left on device");
        StepsLeft--;
    }
}
