using Microsoft.Win32.SafeHandles;

namespace UserRep.EventArchive;

/// <summary>What the archive asks of the disk in order to be durable; tests derive disks that are full or die at a step.</summary>
public class ArchiveDisk
{
    public virtual void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file, bytes, offset);

    public virtual void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    /// <summary>Replaces <paramref name="to"/> if it exists.</summary>
    public virtual void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public virtual void Delete(string file) => File.Delete(file);

    public virtual void FlushFolder(string folder) => DurableFolder.Flush(folder);

    /// <summary>Makes a folder and its name durable.</summary>
    public void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        Directory.CreateDirectory(folder);
        FlushFolder(Path.GetDirectoryName(folder)!);
    }
}
