using System.Runtime.InteropServices;

namespace UserRep.EventArchive;

/// <summary>.NET opens no directories, hence the calls to libc.</summary>
public static class DurableFolder
{
    /// <summary>Makes names in a folder as durable as the content of its files. Windows does this by itself.</summary>
    /// <exception cref="IOException">The folder is away or its volume fails.</exception>
    public static void Flush(string folder)
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

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
