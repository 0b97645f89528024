using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Contracts.Erasures;

namespace UserRep.Command.Tests;

public sealed class EraseTests : IDisposable
{
    private const string Base = "/v1.0/invoke/feature-ingest/method";
    private const string Receipt = "0123456789abcdef0123456789abcdef";
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly DateTimeOffset s_at = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeMesh _mesh;
    private readonly List<string> _calls = [];

    public EraseTests() => _mesh = new FakeMesh(Answer);

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public async Task Erase_AUser_PrintsTheReceiptAndDoesNotWait()
    {
        var text = (await Run("a/b")).Succeeded().Output;
        Assert.All([Receipt, "under way", "waits for: it has not confirmed yet", "events: 1,200", "broker logs"], part => Assert.Contains(part, text));
        Assert.Equal([$"DELETE {Base}/v1/users/a%2Fb"], _calls);
    }

    [Fact]
    public async Task Erase_Waiting_FollowsItUntilItIsComplete()
    {
        var json = (await Run("u1", "--wait", "--output", "json")).Succeeded().Json;
        Assert.Equal(("Complete", 2), (json.GetProperty("state").GetString(), json.GetProperty("owners").GetArrayLength()));
        Assert.Equal([$"DELETE {Base}/v1/users/u1", $"GET {Base}/v1/erasures/{Receipt}", $"GET {Base}/v1/erasures/{Receipt}"], _calls);
    }

    [Fact]
    public async Task Erase_ByReceipt_TellsHowItStands()
    {
        Assert.Contains("complete, 2026-06-30T12:00:00Z", (await Run("--receipt", Receipt, "--wait")).Succeeded().Output);
        (await Run("--receipt", "unheard-of")).Refused("There is no erasure");
    }

    [Theory]
    [InlineData]
    [InlineData("u1", "--receipt", Receipt)]
    public async Task Erase_OfNeitherOneNorBoth_IsRefused(params string[] args) => (await Run(args)).Refused("erase USER, or erase --receipt ID");

    private Task<Ran> Run(params string[] args) => Ran.Of(["erase", .. args, "--dapr", _mesh.Url]);

    /// <summary>Complete at the second look; nobody answers the first.</summary>
    private (int, string) Answer(string method, string path, string body)
    {
        _calls.Add($"{method} {path}");
        if (method == "GET" && !path.EndsWith(Receipt, StringComparison.Ordinal))
            return (404, """{"title":"ERASURE_NOT_FOUND","detail":"There is no erasure."}""");
        var looks = _calls.Count(c => c.StartsWith("GET", StringComparison.Ordinal));
        if (method == "GET" && looks == 1 && _calls.Count == 2)
            return (503, """{"detail":"away"}""");
        DateTimeOffset? done = looks > 0 ? s_at : null;
        return (method == "GET" ? 200 : 202, JsonSerializer.Serialize(new ErasureReceipt(
            Receipt, done is null ? ErasureState.UnderWay : ErasureState.Complete, null, "hash", s_at, "playground", s_at, s_at, done,
            [new OwnerErasure("histories", s_at, new Dictionary<string, long> { ["events"] = 1200 }, null), new OwnerErasure("embeddings", done, new Dictionary<string, long>(), done is null ? "it has not confirmed yet" : null)],
            ["broker logs"]), s_json));
    }
}
