using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using UserRep.LocalMesh.State;
using UserRep.LocalMesh.State.Sqlite;

namespace UserRep.LocalMesh.Tests.State;

public sealed class SqliteStateStoreTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("state-tests").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private SqliteFile _file = null!;
    private SqliteStateStore _store = null!;

    private string DatabasePath => Path.Combine(_folder, "state.db");

    public async ValueTask InitializeAsync()
    {
        _file = SqliteFile.Open(DatabasePath, NullLoggerFactory.Instance);
        _store = await SqliteStateStore.CreateAsync(_file, new SqliteStateOptions { Path = DatabasePath }, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(true, "x")]
    [InlineData(true, "\0\u00ff bytes ü")]
    [InlineData(false, "{\"n\":9007199254740993}")]
    public async Task Get_AfterUpsert_ReturnsTheBytesAndAnEtag(bool isBinary, string text)
    {
        var value = Encoding.UTF8.GetBytes(text);
        await SaveAsync(StateOperation.Upsert("app||k", value, isBinary));
        var entry = _store.Get("app||k");
        Assert.True(entry.Found);
        Assert.Equal(value, entry.Value.ToArray());
        Assert.True(Guid.TryParse(entry.Etag, out _));
    }

    [Fact]
    public async Task Upsert_Twice_ChangesTheEtag()
    {
        await SaveAsync(Text("k", "1"));
        var first = _store.Get("k").Etag;
        await SaveAsync(Text("k", "2"));
        Assert.NotEqual(first, _store.Get("k").Etag);
    }

    [Fact]
    public async Task Upsert_StaleOrUnknownEtag_MismatchesAndKeepsTheValue()
    {
        await SaveAsync(Text("k", "1"));
        var stale = _store.Get("k").Etag;
        await SaveAsync(Text("k", "2"));
        Assert.Equal(StateStatus.EtagMismatch, await StatusAsync(StateOperation.Upsert("k", "3"u8.ToArray(), true, stale)));
        Assert.Equal(StateStatus.EtagMismatch, await StatusAsync(StateOperation.Upsert("missing", "3"u8.ToArray(), true, "anything")));
        Assert.Equal("2", Read("k"));
        Assert.False(_store.Get("missing").Found);
    }

    [Fact]
    public async Task Delete_EtagMatters_MissingKeyWithoutEtagDoesNot()
    {
        await SaveAsync(Text("k", "1"));
        Assert.Equal(StateStatus.EtagMismatch, await StatusAsync(StateOperation.Delete("k", "other")));
        Assert.Equal(StateStatus.Ok, await StatusAsync(StateOperation.Delete("k", _store.Get("k").Etag)));
        Assert.Equal(StateStatus.Ok, await StatusAsync(StateOperation.Delete("k")));
        Assert.Equal(StateStatus.EtagMismatch, await StatusAsync(StateOperation.Delete("k", "other")));
    }

    [Fact]
    public async Task FirstWrite_KeyExists_Mismatches()
    {
        Assert.Equal(StateStatus.Ok, await StatusAsync(StateOperation.Upsert("k", "1"u8.ToArray(), true, firstWrite: true)));
        Assert.Equal(StateStatus.EtagMismatch, await StatusAsync(StateOperation.Upsert("k", "2"u8.ToArray(), true, firstWrite: true)));
        Assert.Equal("1", Read("k"));
    }

    [Fact]
    public async Task Ttl_Passed_MakesTheKeyMissingForReadersAndForFirstWrite()
    {
        await SaveAsync(StateOperation.Upsert("k", "1"u8.ToArray(), true, timeToLive: TimeSpan.FromSeconds(10)));
        var entry = _store.Get("k");
        Assert.Equal(_time.GetUtcNow().AddSeconds(10), entry.Expires);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(_store.Get("k").Found);
        Assert.Equal(StateStatus.EtagMismatch, await StatusAsync(StateOperation.Upsert("k", "2"u8.ToArray(), true, entry.Etag)));
        Assert.Equal(StateStatus.Ok, await StatusAsync(StateOperation.Upsert("k", "2"u8.ToArray(), true, firstWrite: true)));
        Assert.Null(_store.Get("k").Expires);
    }

    [Fact]
    public async Task AtomicWrite_OneMismatch_UndoesAllOfIt()
    {
        var outcome = await _store.WriteAsync([Text("a", "1"), StateOperation.Upsert("b", "1"u8.ToArray(), true, "stale"), Text("c", "1")], atomic: true);
        Assert.Equal(StateStatus.EtagMismatch, outcome.Status);
        Assert.All(_store.GetMany(["a", "b", "c"]), entry => Assert.False(entry.Found));
    }

    [Fact]
    public async Task PlainWrite_OneMismatch_KeepsTheRest()
    {
        var outcome = await _store.WriteAsync([Text("a", "1"), StateOperation.Upsert("b", "1"u8.ToArray(), true, "stale"), Text("c", "1")], atomic: false);
        Assert.Equal(StateStatus.EtagMismatch, outcome.Status);
        Assert.Equal([true, false, true], _store.GetMany(["a", "b", "c"]).Select(e => e.Found));
    }

    [Fact]
    public async Task ConcurrentWrites_SameEtag_ExactlyOneWins()
    {
        await SaveAsync(Text("k", "0"));
        for (var round = 0; round < 5; round++)
        {
            var etag = _store.Get("k").Etag;
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
                _store.WriteAsync([StateOperation.Upsert("k", Encoding.UTF8.GetBytes($"{i}"), true, etag), Text($"by{i}", "x")], atomic: true))));
            Assert.Equal(1, outcomes.Count(o => o.Status == StateStatus.Ok));
        }
    }

    [Fact]
    public async Task GroupedWrites_OneThatSqliteRefuses_FailsAlone()
    {
        Execute("CREATE TRIGGER poison BEFORE INSERT ON state WHEN NEW.key = 'poison' BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        var writes = Enumerable.Range(0, 100).Select(i => _store.WriteAsync([Text(i == 50 ? "poison" : $"k{i}", "x")], atomic: false)).ToArray();
        var outcomes = await Task.WhenAll(writes);
        Assert.Equal(StateStatus.Failed, outcomes[50].Status);
        Assert.Contains("poisoned", outcomes[50].Message);
        Assert.Equal(99, outcomes.Count(o => o.Status == StateStatus.Ok));
        Assert.True(_store.Get("k99").Found);
    }

    [Fact]
    public async Task FullDisk_IsAnAnswerAndPasses()
    {
        await _file.WriteAsync(database => database.Execute("PRAGMA max_page_count=20"));
        var full = await _store.WriteAsync([StateOperation.Upsert("big", new byte[1 << 20], true)], atomic: false);
        Assert.Equal(StateStatus.Failed, full.Status);
        await _file.WriteAsync(database => database.Execute("PRAGMA max_page_count=100000"));
        Assert.Equal(StateStatus.Ok, await StatusAsync(StateOperation.Upsert("big", new byte[1 << 20], true)));
    }

    [Fact]
    public async Task File_IsLaidOutAsDaprdDoes()
    {
        await SaveAsync(StateOperation.Upsert("app||k", "hello"u8.ToArray(), isBinary: true));
        await SaveAsync(StateOperation.Upsert("app||j", "{\"a\":1}"u8.ToArray(), isBinary: false));
        Assert.Equal(Convert.ToBase64String("hello"u8), Execute("SELECT value FROM state WHERE key='app||k' AND is_binary=1 AND update_time='2025-03-01 12:00:00'"));
        Assert.Equal("{\"a\":1}", Execute("SELECT value FROM state WHERE key='app||j' AND is_binary=0 AND expiration_time IS NULL"));
        Assert.Equal("1", Execute("SELECT value FROM metadata WHERE key='migrations'"));
        Assert.Equal("text", Execute("SELECT typeof(value) FROM state LIMIT 1"));
    }

    [Fact]
    public async Task Reopened_KeepsWhatWasAcknowledged()
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => _store.WriteAsync([Text($"k{i}", $"{i}")], atomic: false)));
        await _file.DisposeAsync();
        await InitializeAsync();
        var entries = _store.GetMany([.. Enumerable.Range(0, 500).Select(i => $"k{i}")]);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), entries.Select(e => Encoding.UTF8.GetString(e.Value.Span)));
    }

    [Fact]
    public void Open_NotADatabase_Throws()
    {
        var path = Path.Combine(_folder, "other.db");
        File.WriteAllText(path, new string('x', 4096));
        Assert.Throws<StateStoreException>(() => SqliteFile.Open(path, NullLoggerFactory.Instance));
    }

    [Theory]
    [InlineData("connectionString", "state.db", true)]
    [InlineData("connectionString", "file:state.db?mode=ro", false)]
    [InlineData("connectionString", ":memory:", false)]
    [InlineData("tableName", "state; DROP TABLE x", false)]
    [InlineData("other", "x", false)]
    public void Options_FromMetadata_TakesPlainPathsAndNames(string key, string value, bool fits)
    {
        var metadata = new Dictionary<string, string> { [key] = value };
        if (key == "tableName")
            metadata["connectionString"] = "state.db";
        var options = SqliteStateOptions.FromMetadata(metadata, "/data", out var error);
        Assert.Equal(fits, options is not null);
        Assert.Equal(fits, error.Length == 0);
        if (fits)
            Assert.Equal(Path.Combine("/data", "state.db"), options!.Path);
    }

    private static StateOperation Text(string key, string value) => StateOperation.Upsert(key, Encoding.UTF8.GetBytes(value), isBinary: true);

    private async Task SaveAsync(StateOperation operation) => Assert.Equal(StateStatus.Ok, await StatusAsync(operation));

    private async Task<StateStatus> StatusAsync(StateOperation operation) => (await _store.WriteAsync([operation], atomic: false)).Status;

    private string Read(string key) => Encoding.UTF8.GetString(_store.Get(key).Value.Span);

    private string? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }
}
