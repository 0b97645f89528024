using System.Runtime.InteropServices;
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

    /// <summary>Makes names in a folder as durable as the content of its files. .NET opens no directories, hence the calls to libc; Windows does this by itself.</summary>
    public virtual void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0)
            throw new IOException($"cannot open folder {folder} (errno {Marshal.GetLastPInvokeError()})");
        var failed = FSync(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed)
            throw new IOException($"cannot flush folder {folder} (errno {error})");
    }

    /// <summary>Makes a folder and its name durable.</summary>
    public void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        Directory.CreateDirectory(folder);
        FlushFolder(Path.GetDirectoryName(folder)!);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
