using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>The file of all acknowledgements: appended to, and rewritten from memory when it is opened or has grown.</summary>
internal sealed partial class AckLog : IDisposable
{
    private const string FileName = "acks.log";

    private readonly string _path;
    private readonly JournalDisk _disk;
    private readonly ILogger _log;
    private SafeFileHandle _file;
    private long _length;

    private AckLog(string path, SafeFileHandle file, JournalDisk disk, ILogger log)
    {
        (_path, _file, _disk, _log) = (path, file, disk, log);
    }

    public long Length => _length;

    /// <summary>Opens or creates the log; <paramref name="positions"/> is what it says, by topic and consumer.</summary>
    public static AckLog Open(string folder, JournalDisk disk, ILogger log, out Dictionary<(string Topic, string Consumer), AckRanges> positions)
    {
        var path = Path.Combine(folder, FileName);
        positions = [];
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var at = 0;
        while (AckRecord.Read(bytes.AsSpan(at), out var size) is { } record)
        {
            at += size;
            Apply(record, positions);
        }
        var acks = new AckLog(path, disk.Open(path, FileMode.OpenOrCreate), disk, log) { _length = at };
        if (at < bytes.Length)
            acks.LogTail(path, bytes.Length - at);
        return acks;
    }

    /// <summary>Durable on return. Throws <see cref="IOException"/>, leaving the log as it was, where the disk refuses.</summary>
    public void Append(PooledBuffer records)
    {
        _disk.Write(_file, [records.WrittenMemory], _length);
        _disk.Flush(_file);
        _length += records.Length;
    }

    /// <summary>Replaces the whole log.</summary>
    public void Rewrite(PooledBuffer records)
    {
        var fresh = _path + ".new";
        var file = _disk.Open(fresh, FileMode.Create);
        try
        {
            _disk.Write(file, [records.WrittenMemory], 0);
            _disk.Flush(file);
            if (OperatingSystem.IsWindows())
                _file.Dispose();
            _disk.Move(fresh, _path);
            _disk.FlushFolder(Path.GetDirectoryName(_path)!);
        }
        catch
        {
            file.Dispose();
            throw;
        }
        _file.Dispose();
        (_file, _length) = (file, records.Length);
    }

    public void Dispose() => _file.Dispose();

    private static void Apply(AckRecord record, Dictionary<(string, string), AckRanges> positions)
    {
        if (!positions.TryGetValue((record.Topic, record.Consumer), out var acked))
            positions.Add((record.Topic, record.Consumer), acked = new AckRanges(record.Low));
        acked.Add(new IdRange(1, record.Low));
        foreach (var range in record.Ranges)
            acked.Add(range);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File}: cut a torn tail of {Bytes} bytes; what it acknowledged is delivered again")]
    private partial void LogTail(string file, long bytes);
}
