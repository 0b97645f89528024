using System.Buffers;
using System.Buffers.Text;

namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>The four statements that change state. Lives on the writer's thread; its buffer is re-used for every value.</summary>
internal sealed class StateWriter(string table, TimeProvider time)
{
    private const int EtagLength = 36;

    private readonly string _overwrite = $"""
        INSERT INTO {table} (key, value, is_binary, etag, expiration_time, update_time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (key) DO UPDATE SET value=?2, is_binary=?3, etag=?4, expiration_time=?5, update_time=?6
        """;

    // An expired row counts as missing, hence the conflict clause instead of a plain insert.
    private readonly string _insert = $"""
        INSERT INTO {table} (key, value, is_binary, etag, expiration_time, update_time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (key) DO UPDATE SET value=?2, is_binary=?3, etag=?4, expiration_time=?5, update_time=?6
        WHERE expiration_time <= ?6
        """;

    private readonly string _update = $"""
        UPDATE {table} SET value=?2, is_binary=?3, etag=?4, expiration_time=?5, update_time=?6
        WHERE key=?1 AND etag=?7 AND (expiration_time IS NULL OR expiration_time > ?6)
        """;

    private readonly string _delete = $"DELETE FROM {table} WHERE key=?1";
    private readonly string _deleteIf = $"DELETE FROM {table} WHERE key=?1 AND etag=?2 AND (expiration_time IS NULL OR expiration_time > ?3)";

    private byte[] _base64 = new byte[4096];

    /// <summary>False: the etag did not match (or, on a first write, the key exists).</summary>
    public bool Apply(Database database, StateOperation operation)
    {
        if (operation.IsDelete)
            return Delete(database, operation);
        var now = time.GetUtcNow();
        var statement = database.Prepare(operation.Etag is not null ? _update : operation.FirstWrite ? _insert : _overwrite);
        Span<byte> etag = stackalloc byte[EtagLength];
        Guid.NewGuid().TryFormat(etag, out _);
        Span<byte> updated = stackalloc byte[SqliteTime.Length];
        SqliteTime.Format(now, updated);
        Span<byte> expires = stackalloc byte[SqliteTime.Length];
        if (operation.TimeToLive is { } ttl)
            SqliteTime.Format(now + ttl, expires);
        statement.Bind(1, operation.Key)
            .Bind(2, operation.IsBinary ? Encode(operation.Value.Span) : operation.Value.Span)
            .Bind(3, operation.IsBinary ? 1 : 0)
            .Bind(4, etag)
            .Bind(6, updated);
        if (operation.TimeToLive is null)
            statement.BindNull(5);
        else
            statement.Bind(5, expires);
        if (operation.Etag is not null)
            statement.Bind(7, operation.Etag);
        statement.Run();
        return database.Changes > 0;
    }

    private bool Delete(Database database, StateOperation operation)
    {
        var statement = database.Prepare(operation.Etag is null ? _delete : _deleteIf).Bind(1, operation.Key);
        if (operation.Etag is not null)
        {
            Span<byte> now = stackalloc byte[SqliteTime.Length];
            SqliteTime.Format(time.GetUtcNow(), now);
            statement.Bind(2, operation.Etag).Bind(3, now);
        }
        statement.Run();
        return operation.Etag is null || database.Changes > 0;
    }

    private ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> value)
    {
        var size = Base64.GetMaxEncodedToUtf8Length(value.Length);
        if (size > _base64.Length)
            _base64 = new byte[size];
        var status = Base64.EncodeToUtf8(value, _base64, out _, out var written);
        return status == OperationStatus.Done ? _base64.AsSpan(0, written) : throw new InvalidOperationException($"base64: {status}");
    }
}
