using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace UserRep.LocalMesh.Processes;

/// <summary>
/// One file for what all children print: <c>logs/mesh.log</c>, then mesh.1.log and so on. A full queue slows the children down, a full disk does not:
/// lines that can't be written are counted.
/// </summary>
internal sealed partial class MeshLog : IAsyncDisposable
{
    /// <summary>Lines that may wait for the file.</summary>
    private const int QueueLength = 4096;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly string _folder;
    private readonly long _rotateAt;
    private readonly int _keep;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task _loop;
    private long _lost;

    /// <param name="rotateAt">Size at which a new file is begun. Default 32 MiB.</param>
    /// <param name="keep">Older files kept. Default 3.</param>
    public MeshLog(string dataFolder, TimeProvider time, ILogger<MeshLog> log, long rotateAt = 32 << 20, int keep = 3)
    {
        _folder = Path.Combine(dataFolder, "logs");
        (_rotateAt, _keep, _time, _log) = (rotateAt, keep, time, log);
        _loop = Task.Run(WriteLoopAsync);
    }

    public string CurrentFile => PathOf(0);

    /// <summary>Lines that could not be written.</summary>
    public long Lost => Volatile.Read(ref _lost);

    public async ValueTask WriteAsync(string name, string line)
    {
        var entry = string.Create(CultureInfo.InvariantCulture, $"{_time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {name} | {line}");
        try
        {
            await _lines.Writer.WriteAsync(entry);
        }
        catch (ChannelClosedException)
        {
            Interlocked.Increment(ref _lost);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _loop;
    }

    private async Task WriteLoopAsync()
    {
        StreamWriter? file = null;
        while (await _lines.Reader.WaitToReadAsync())
        {
            var taken = 0;
            try
            {
                file ??= Open();
                for (; _lines.Reader.TryRead(out var line); taken++)
                    file.WriteLine(line);
                file.Flush();
                if (file.BaseStream.Length >= _rotateAt)
                {
                    file.Dispose();
                    file = null;
                    Rotate();
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                for (; _lines.Reader.TryRead(out _); taken++)
                {
                }
                Abandon(ref file);
                if (Interlocked.Add(ref _lost, Math.Max(taken, 1)) == Math.Max(taken, 1))
                    LogLost(PathOf(0), error);
            }
        }
        file?.Dispose();
    }

    /// <summary>A writer over a full disk fails again when it is closed; the stream below it doesn't.</summary>
    private static void Abandon(ref StreamWriter? file)
    {
        file?.BaseStream.Dispose();
        file = null;
    }

    private StreamWriter Open()
    {
        Directory.CreateDirectory(_folder);
        return new StreamWriter(new FileStream(PathOf(0), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), new UTF8Encoding(false));
    }

    private void Rotate()
    {
        for (var i = _keep; i > 0; i--)
        {
            if (File.Exists(PathOf(i - 1)))
                File.Move(PathOf(i - 1), PathOf(i), overwrite: true);
        }
    }

    private string PathOf(int age) => Path.Combine(_folder, age == 0 ? "mesh.log" : $"mesh.{age}.log");

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} can't be written; what the services print is lost until it can")]
    private partial void LogLost(string file, Exception error);
}
