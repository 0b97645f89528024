using System.Buffers;
using System.Text;
using SQLitePCL;

namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>A prepared statement. Parameters and columns are numbered as SQLite does: parameters from 1, columns from 0.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    private const int StackBytes = 512;

    public Statement Bind(int index, ReadOnlySpan<byte> utf8)
    {
        // A null pointer would bind NULL, and an empty span may carry one.
        Check(raw.sqlite3_bind_text(handle, index, utf8.IsEmpty ? ""u8 : utf8));
        return this;
    }

    public Statement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(handle, index));
        return this;
    }

    public Statement Bind(int index, string text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[StackBytes];
        Bind(index, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public Statement BindOptional(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    /// <summary>Moves to the next row; false when there is none. The caller resets.</summary>
    public bool Step()
    {
        var rc = raw.sqlite3_step(handle);
        if (rc is raw.SQLITE_ROW or raw.SQLITE_DONE)
            return rc == raw.SQLITE_ROW;
        var failure = database.Failure("step", rc);
        Reset();
        throw failure;
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    // A reset repeats the error of the step before it, which Step has already thrown.
    public void Reset() => raw.sqlite3_reset(handle);

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public void Dispose() => handle.Dispose();

    private void Check(int rc)
    {
        if (rc != raw.SQLITE_OK)
            throw database.Failure("bind", rc);
    }
}
