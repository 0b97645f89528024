namespace UserRep.Contract.Tests.BadInput;

/// <summary>Each is refused in one line with file, line and reason, and nothing has been started. The readers' own tests have the other ways to be wrong.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("tye.yaml(1)", "colour", "name: bad", "colour: red")]
    [InlineData("tye.yaml(8)", "port 50011 is", "port: 5101", "port: 50011")]
    [InlineData("tye.yaml(9)", "there is no project", "executable: ./service.sh", "project: ./missing/Missing.csproj")]
    [InlineData("tye.yaml(6)", "there is no service 'two'", "one: { app-id", "two: { app-id")]
    [InlineData("tye.yaml(6)", "must be a port", "http-port: 3501", "http-port: many")]
    public async Task Tye_Wrong_IsOneLine(string place, string reason, string old, string wrong) =>
        await IsOneLineAsync(MeshStart.GoodTye.Replace(old, wrong, StringComparison.Ordinal), MeshStart.GoodComponents, place, reason);

    [Theory]
    [InlineData("all.yaml(6)", "not 'state.magic'", "state.sqlite", "state.magic")]
    [InlineData("all.yaml(10)", "nobody", "value: state.db }", "value: state.db }\nscopes: [nobody]")]
    [InlineData("all.yaml(10)", "redisHost is not known to state.sqlite", "value: state.db }", "value: state.db }\n    - { name: redisHost, value: x }")]
    [InlineData("all.yaml(2)", "not 'Widget'", "kind: Component", "kind: Widget")]
    public async Task Component_Wrong_IsOneLine(string place, string reason, string old, string wrong) =>
        await IsOneLineAsync(MeshStart.GoodTye, MeshStart.GoodComponents.Replace(old, wrong, StringComparison.Ordinal), place, reason);

    /// <summary>Each would live inside one daprd: what is published by one app is never seen by another. The mesh has a journal of its own type instead, which says so.</summary>
    [Theory]
    [InlineData("pubsub.in-memory")]
    [InlineData("state.in-memory")]
    public async Task Trap01_InMemoryComponents_AreRefusedByTheMesh(string type)
    {
        KnownDifferences.SkipIfExpected(Daprd.Asked is null ? ["local-mesh"] : ["daprd"]);
        await IsOneLineAsync(MeshStart.GoodTye, MeshStart.GoodComponents.Replace("state.sqlite", type, StringComparison.Ordinal), "all.yaml(6)", type);
    }

    /// <summary>daprd itself warns against Redis for actors, whose MULTI does not roll back.</summary>
    [Fact]
    public async Task Trap14_RedisAsActorStore_IsRefusedByTheMesh()
    {
        KnownDifferences.SkipIfExpected(Daprd.Asked is null ? ["local-mesh"] : ["daprd"]);
        await IsOneLineAsync(MeshStart.GoodTye, MeshStart.GoodComponents.Replace("state.sqlite", "state.redis", StringComparison.Ordinal), "all.yaml(6)", "state.redis");
    }

    private static async Task IsOneLineAsync(string tye, string components, string place, string reason)
    {
        var (code, errors, started) = await MeshStart.FailAsync(tye, components);
        var line = Assert.Single(errors);
        Assert.Contains(place, line);
        Assert.Contains(reason, line);
        Assert.NotEqual(0, code);
        Assert.False(started);
    }
}
