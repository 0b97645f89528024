using System.Buffers.Text;

namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>state.sqlite. Reads see every write that was acknowledged before they began.</summary>
internal sealed class SqliteStateStore : IStateStore
{
    private readonly SqliteFile _file;
    private readonly TimeProvider _time;
    private readonly StateWriter _writer;
    private readonly string _select;

    private SqliteStateStore(SqliteFile file, SqliteStateOptions options, TimeProvider time)
    {
        (_file, _time) = (file, time);
        _writer = new StateWriter(options.TableName, time);
        _select = $"SELECT value, is_binary, etag, expiration_time FROM {options.TableName} WHERE key=?1 AND (expiration_time IS NULL OR expiration_time > ?2)";
    }

    /// <exception cref="StateStoreException">The tables could not be made.</exception>
    public static async Task<SqliteStateStore> CreateAsync(SqliteFile file, SqliteStateOptions options, TimeProvider time)
    {
        await file.WriteAsync(database => StateSchema.Create(database, options));
        return new SqliteStateStore(file, options, time);
    }

    public StateEntry Get(string key) => GetMany([key])[0];

    public StateEntry[] GetMany(IReadOnlyList<string> keys) => _file.Read((Store: this, Keys: keys), static (database, wanted) =>
    {
        var entries = new StateEntry[wanted.Keys.Count];
        Span<byte> now = stackalloc byte[SqliteTime.Length];
        SqliteTime.Format(wanted.Store._time.GetUtcNow(), now);
        var statement = database.Prepare(wanted.Store._select).Bind(2, now);
        for (var i = 0; i < entries.Length; i++)
        {
            statement.Bind(1, wanted.Keys[i]);
            if (statement.Step())
                entries[i] = Read(statement);
            statement.Reset();
        }
        return entries;
    });

    public async Task<StateOutcome> WriteAsync(IReadOnlyList<StateOperation> operations, bool atomic)
    {
        if (operations.Count == 0)
            return StateOutcome.Ok;
        // In key order neighbouring pages of the index are written together; only an atomic request's order has a meaning.
        var ordered = atomic || operations.Count == 1 ? operations : [.. operations.OrderBy(o => o.Key, StringComparer.Ordinal)];
        var write = new StateRequestWrite(ordered, atomic, _writer);
        await _file.EnqueueAsync(write);
        return await write.Done;
    }

    private static StateEntry Read(Statement row)
    {
        var stored = row.Bytes(0);
        var value = row.Number(1) == 0 ? stored.ToArray() : Decode(stored);
        return new StateEntry(value, row.Text(2), row.IsNull(3) ? null : SqliteTime.Parse(row.Text(3)));
    }

    private static byte[] Decode(ReadOnlySpan<byte> base64)
    {
        var padding = base64.EndsWith("=="u8) ? 2 : base64.EndsWith("="u8) ? 1 : 0;
        var value = new byte[base64.Length / 4 * 3 - padding];
        var status = Base64.DecodeFromUtf8(base64, value, out _, out var written);
        return status == System.Buffers.OperationStatus.Done && written == value.Length
            ? value
            : throw new StateStoreException("a value marked binary is not base64");
    }
}
