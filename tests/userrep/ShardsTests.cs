using System.Text.Json;
using UserRep.Contracts.Shards;

namespace UserRep.Command.Tests;

public sealed class ShardsTests : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly FakeMesh _mesh;
    private ShardLoads? _loads = new([
        new ShardLoad(0, 1500, 40_000, 12.5, 3, 900, 3_600_000, [new("refresh", 2, 6), new("representation@v2", 1, 6)], "pod-a/1"),
        new ShardLoad(1, 500, 10_000, 0, 0, 100, 400_000, [], "pod-b/1"),
    ]);

    public ShardsTests() => _mesh = new FakeMesh((method, path, _) =>
        (method, path) != ("GET", "/v1.0/invoke/feature-ingest/method/v1/ingest/shards") ? (404, "") :
        _loads is null ? (403, """{"title":"NOT_AN_OPERATOR","detail":"App-id 'someone' is not among Operators:AppIds."}""") :
        (200, JsonSerializer.Serialize(_loads, s_json)));

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public async Task Shards_ForPeople_IsATableWithSumsAndSkew()
    {
        var lines = (await Run()).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "shard  users  accepted  events/s  owed  hot users  hot bytes  host     walks",
                "0      1,500    40,000      12.5     3        900  3,600,000  pod-a/1  refresh page 2 of 6, representation@v2 page 1 of 6",
                "1        500    10,000       0.0     0        100    400,000  pod-b/1",
                "all    2,000    50,000      12.5     3      1,000  4,000,000  2 hosts",
                "skew   largest over mean: users 1.50, events/s 2.00",
            ], lines.Select(l => l.TrimEnd('\r')));
    }

    [Fact]
    public async Task Shards_AsJson_HasTheFiguresAndTheSkew()
    {
        var json = (await Run("--output", "json")).Succeeded().Json;
        Assert.Equal((2, 1.5, 2), (json.GetProperty("shards").GetArrayLength(), json.GetProperty("userSkew").GetDouble(), json.GetProperty("eventSkew").GetDouble()));
        var first = json.GetProperty("shards")[0];
        Assert.Equal((1500, 3_600_000, "refresh"), (first.GetProperty("users").GetInt64(), first.GetProperty("hotBytes").GetInt64(), first.GetProperty("walks")[0].GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Shards_WithoutUsers_HasNoSkew()
    {
        _loads = new ShardLoads([new ShardLoad(0, 0, 0, 0, 0, 0, 0, [], "pod-a/1")]);
        Assert.Contains("users -, events/s -", (await Run()).Succeeded().Output);
        Assert.Equal(JsonValueKind.Null, (await Run("--output", "json")).Succeeded().Json.GetProperty("userSkew").ValueKind);
    }

    [Fact]
    public async Task Shards_RefusedOrWithoutASidecar_SaysSo()
    {
        _loads = null;
        (await Run()).Refused("not among Operators:AppIds");
        (await Ran.Of("shards", "--dapr", "http://127.0.0.1:1")).Refused("no Dapr sidecar answers at http://127.0.0.1:1");
        (await Ran.Of("shards", "--nonsense")).Refused("userrep shards --help");
    }

    [Fact]
    public async Task Shards_Help_HasAnExample() => Assert.Contains("Example: userrep shards", (await Ran.Of("shards", "--help")).Succeeded().Output);

    private Task<Ran> Run(params string[] args) => Ran.Of(["shards", .. args, "--dapr", _mesh.Url]);
}
