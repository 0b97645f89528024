namespace UserRep.Contract.Tests.State;

public sealed class StateHttpTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Fact]
    public async Task Save_Get_Delete_RoundTrip()
    {
        var key = Unique();
        (await SendAsync("POST", State, $$$"""[{"key":"{{{key}}}","value":{"a":[1,"two"]}}]""")).Is(204);
        var got = (await SendAsync("GET", $"{State}/{key}")).Is(200);
        Assert.Equal("""{"a":[1,"two"]}""", got.Body);
        Assert.NotEmpty(got.Etag!);
        (await SendAsync("DELETE", $"{State}/{key}")).Is(204);
        Assert.Equal("", (await SendAsync("GET", $"{State}/{key}")).Is(204).Body);
        // A key that isn't there is deleted all the same.
        (await SendAsync("DELETE", $"{State}/{key}")).Is(204);
    }

    [Fact]
    public async Task Etag_Stale_Is409AndChangesNothing()
    {
        var key = Unique();
        (await SendAsync("POST", State, $$"""[{"key":"{{key}}","value":1}]""")).Is(204);
        var first = (await SendAsync("GET", $"{State}/{key}")).Etag!;
        (await SendAsync("POST", State, $$"""[{"key":"{{key}}","value":2,"etag":"{{first}}"}]""")).Is(204);
        (await SendAsync("POST", State, $$"""[{"key":"{{key}}","value":3,"etag":"{{first}}"}]""")).Fails(409, "ERR_STATE_SAVE");
        (await SendAsync("DELETE", $"{State}/{key}", null, ("If-Match", first))).Fails(409, "ERR_STATE_DELETE");
        var second = (await SendAsync("GET", $"{State}/{key}")).Is(200);
        Assert.Equal("2", second.Body);
        (await SendAsync("DELETE", $"{State}/{key}", null, ("If-Match", second.Etag!))).Is(204);
    }

    [Fact]
    public async Task FirstWrite_OnAnExistingKey_Is409_LastWriteOverwrites()
    {
        var key = Unique();
        var first = $$$"""[{"key":"{{{key}}}","value":1,"options":{"concurrency":"first-write"}}]""";
        (await SendAsync("POST", State, first)).Is(204);
        (await SendAsync("POST", State, first)).Fails(409, "ERR_STATE_SAVE");
        (await SendAsync("POST", State, $$$"""[{"key":"{{{key}}}","value":2,"options":{"concurrency":"last-write"}}]""")).Is(204);
        Assert.Equal("2", (await SendAsync("GET", $"{State}/{key}")).Body);
    }

    [Fact]
    public async Task Bulk_HasFoundAndMissingKeysByName()
    {
        var key = Unique();
        (await SendAsync("POST", State, $$"""[{"key":"{{key}}-1","value":1},{"key":"{{key}}-2","value":"two"}]""")).Is(204);
        var items = (await SendAsync("POST", State + "/bulk", $$"""{"keys":["{{key}}-0","{{key}}-2","{{key}}-1"],"parallelism":2}""")).Is(200).Json.AsArray();
        var byKey = items.ToDictionary(i => (string)i!["key"]!, i => i!);
        Assert.Equal(3, byKey.Count);
        Assert.Equal((1, "two"), ((int)byKey[key + "-1"]["data"]!, (string?)byKey[key + "-2"]["data"]));
        Assert.NotEmpty((string)byKey[key + "-1"]["etag"]!);
        Assert.Null(byKey[key + "-0"]["data"]);
    }

    [Fact]
    public async Task Transaction_IsAllOrNothing()
    {
        var key = Unique();
        (await SendAsync("POST", State, $$"""[{"key":"{{key}}-old","value":1}]""")).Is(204);
        (await SendAsync("POST", State + "/transaction",
            $$$"""{"operations":[{"operation":"upsert","request":{"key":"{{{key}}}-new","value":1}},{"operation":"delete","request":{"key":"{{{key}}}-old"}}]}""")).Is(204);
        Assert.Equal("1", (await SendAsync("GET", $"{State}/{key}-new")).Body);
        (await SendAsync("GET", $"{State}/{key}-old")).Is(204);
        (await SendAsync("POST", State + "/transaction",
            $$$"""{"operations":[{"operation":"upsert","request":{"key":"{{{key}}}-half","value":1}},{"operation":"delete","request":{"key":"{{{key}}}-new","etag":"stale"}}]}"""))
            .Fails(500, "ERR_STATE_TRANSACTION");
        (await SendAsync("GET", $"{State}/{key}-half")).Is(204);
        (await SendAsync("GET", $"{State}/{key}-new")).Is(200);
    }

    [Fact]
    public async Task Ttl_IsReportedAndEnds()
    {
        var key = Unique();
        (await SendAsync("POST", State, $$$"""[{"key":"{{{key}}}","value":1,"metadata":{"ttlInSeconds":"1"}},{"key":"{{{key}}}-kept","value":1,"metadata":{"ttlInSeconds":"-1"}}]""")).Is(204);
        Assert.True((await SendAsync("GET", $"{State}/{key}")).Is(200).Headers.ContainsKey("metadata.ttlexpiretime"));
        await Eventually.HasAsync(() => SendAsync("GET", $"{State}/{key}"), a => a.Status == 204, "the key ends", TimeSpan.FromMinutes(1));
        (await SendAsync("GET", $"{State}/{key}-kept")).Is(200);
        (await SendAsync("POST", State, $$$"""[{"key":"{{{key}}}","value":1,"metadata":{"ttlInSeconds":"-2"}}]""")).Fails(500, "ERR_STATE_SAVE");
    }

    [Fact]
    public async Task Keys_OfAnotherApp_AreNotSeen()
    {
        var key = Unique();
        (await SendAsync("POST", State, $$"""[{"key":"{{key}}","value":1}]""")).Is(204);
        (await Target.SendAsync(Wire, "GET", $"{State}/{key}")).Is(204);
    }

    [Fact]
    public async Task Failures_HaveDaprdsCodes()
    {
        var unknown = (await SendAsync("GET", "/v1.0/state/nowhere/k")).Fails(400, "ERR_STATE_STORE_NOT_FOUND");
        Assert.Equal("DAPR_STATE_NOT_FOUND", (string?)unknown.Json["details"]![0]!["reason"]);
        (await SendAsync("POST", "/v1.0/state/nowhere", "[]")).Fails(400, "ERR_STATE_STORE_NOT_FOUND");
        (await Target.SendAsync(Plain, "GET", $"{State}/k")).Fails(500, "ERR_STATE_STORE_NOT_CONFIGURED");
        (await SendAsync("POST", State, """[{"key":"a||b","value":1}]""")).Fails(400, "ERR_MALFORMED_REQUEST");
        (await SendAsync("POST", State, "{")).Fails(400, "ERR_MALFORMED_REQUEST");
    }
}
