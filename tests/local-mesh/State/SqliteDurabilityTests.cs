using UserRep.LocalMesh.State.Sqlite;

namespace UserRep.LocalMesh.Tests.State;

public sealed class SqliteDurabilityTests
{
    [Fact]
    public void Database_EveryConnection_FlushesTheLogWithEachCommit()
    {
        using var folder = new TempFolder();
        using var database = Database.Open(folder.File("state.db"));
        // 2 is FULL: in WAL mode the log is flushed before COMMIT returns, which is what acknowledges a write.
        Assert.Equal(2, Pragma(database, "synchronous"));
        Assert.Equal("wal", Text(database, "journal_mode"));
    }

    private static long Pragma(Database database, string name)
    {
        var statement = database.Prepare($"PRAGMA {name}");
        Assert.True(statement.Step());
        var value = statement.Number(0);
        statement.Reset();
        return value;
    }

    private static string Text(Database database, string name)
    {
        var statement = database.Prepare($"PRAGMA {name}");
        Assert.True(statement.Step());
        var value = statement.Text(0);
        statement.Reset();
        return value;
    }
}
