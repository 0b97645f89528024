using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>One SQLite file: one writer, and readers that never wait for it (WAL).</summary>
internal sealed class SqliteFile : IAsyncDisposable
{
    // Reads run on their callers' threads; more idle connections than this only hold page caches.
    private const int MaxIdleReaders = 8;

    private readonly string _path;
    private readonly ConcurrentBag<Database> _readers = [];
    private readonly GroupCommitter _writer;

    private SqliteFile(string path, GroupCommitter writer) => (_path, _writer) = (path, writer);

    /// <exception cref="StateStoreException">The file could not be opened or is not a SQLite database.</exception>
    public static SqliteFile Open(string path, ILoggerFactory loggers)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var database = Database.Open(path);
        // 16 MB of log between checkpoints: fewer copies into the file under a stream of writes.
        database.Execute("PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-16000;");
        return new SqliteFile(path, new GroupCommitter(database, loggers.CreateLogger<GroupCommitter>()));
    }

    /// <summary>Queues a write for the next commit.</summary>
    public ValueTask EnqueueAsync(DatabaseWrite write) => _writer.EnqueueAsync(write);

    /// <summary>Runs <paramref name="action"/> in a commit; completes when it is on disk.</summary>
    public async Task WriteAsync(Action<Database> action)
    {
        var write = new ActionWrite(action);
        await _writer.EnqueueAsync(write);
        await write.Done;
    }

    /// <summary>Runs <paramref name="read"/> on one snapshot.</summary>
    public TResult Read<TArgument, TResult>(TArgument argument, Func<Database, TArgument, TResult> read)
    {
        var database = _readers.TryTake(out var idle) ? idle : OpenReader();
        var sound = false;
        try
        {
            // One lock for all rows of the request instead of one per row.
            database.Execute("BEGIN");
            var result = read(database, argument);
            database.Execute("COMMIT");
            sound = true;
            return result;
        }
        finally
        {
            // A read that failed may have left a statement half way.
            if (sound && _readers.Count < MaxIdleReaders)
                _readers.Add(database);
            else
                database.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        while (_readers.TryTake(out var reader))
            reader.Dispose();
    }

    private Database OpenReader()
    {
        var database = Database.Open(_path);
        // Without memory mapping: a growing file is mapped anew again and again, and in a virtual machine each page fault costs more than a copy.
        // Beside a stream of writes that took 230 us CPU an event instead of 132 (deploy/docs/benchmarks); reads alone would be up to a fifth faster with it.
        database.Execute("PRAGMA query_only=ON; PRAGMA mmap_size=0; PRAGMA cache_size=-8000;");
        return database;
    }
}
