using Microsoft.Win32.SafeHandles;

namespace UserRep.EventArchive.Reading;

/// <summary>A file that stays readable while the archive goes on without it.</summary>
internal sealed class HeldFile(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public string Path { get; } = path;

    public byte[] ReadAll() => Read(0, (int)RandomAccess.GetLength(_file));

    public byte[] Read(long offset, int length)
    {
        var bytes = new byte[length];
        var read = 0;
        while (read < length && RandomAccess.Read(_file, bytes.AsSpan(read), offset + read) is var n and > 0)
            read += n;
        return read == length ? bytes : bytes[..read];
    }

    public void Dispose() => _file.Dispose();
}
