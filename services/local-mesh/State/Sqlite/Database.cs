using SQLitePCL;

namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>
/// One SQLite connection, used by one thread at a time. Written on the raw API: values and keys go in and out as UTF-8 spans,
/// so a row costs no string and no reader object.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _prepared = [];

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle) => _handle = handle;

    public static Database Open(string path)
    {
        var rc = raw.sqlite3_open_v2(path, out var handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new Database(handle);
        if (rc != raw.SQLITE_OK)
        {
            var failure = database.Failure($"open {path}", rc);
            database.Dispose();
            throw failure;
        }
        // 2 s as daprd's busy_timeout. FULL: in WAL mode each commit is flushed, and acknowledged means flushed.
        database.Execute("PRAGMA busy_timeout=2000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;");
        return database;
    }

    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>A prepared statement, kept for the connection's life.</summary>
    public Statement Prepare(string sql)
    {
        if (_prepared.TryGetValue(sql, out var found))
            return found;
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement), sql);
        return _prepared[sql] = new Statement(this, statement);
    }

    /// <summary>Runs statements that return nothing of interest.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql), sql);

    /// <summary>Undoes an open transaction. Some failures (a full disk) have already undone it.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_handle) == 0)
            Execute("ROLLBACK");
    }

    public StateStoreException Failure(string what, int rc) =>
        new($"SQLite: {what}: {raw.sqlite3_errmsg(_handle).utf8_to_string()} ({rc})");

    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
            statement.Dispose();
        _handle.Dispose();
    }

    private void Check(int rc, string what)
    {
        if (rc != raw.SQLITE_OK)
            throw Failure(what, rc);
    }
}
