using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Contracts.DeadLetters;

namespace UserRep.Command.Tests;

public sealed class DeadLettersTests : IDisposable
{
    private const string Base = "/v1.0/invoke/feature-ingest/method/v1/dead-letters";
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly DateTimeOffset s_received = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeMesh _mesh;
    private readonly Dictionary<string, DeadLetterSummary> _letters = Enumerable.Range(0, 5).ToDictionary(Id, i =>
        new DeadLetterSummary(Id(i), i == 4 ? "malformed" : "invalid", s_received, $"u{i}", 9, DeadLetterState.Waiting, 0, null));
    private readonly List<string> _bodies = [];

    public DeadLettersTests() => _mesh = new FakeMesh(Answer);

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public async Task List_OverSeveralPages_PrintsEachLetter()
    {
        var text = (await Run("list")).Succeeded().Output;
        Assert.All(_letters.Keys, id => Assert.Contains(id, text));
        Assert.DoesNotContain('\u001b', text);
        var json = (await Run("list", "--reason", "malformed", "--output", "json")).Succeeded().Json.GetProperty("letters");
        Assert.Equal((1, Id(4), "Waiting"), (json.GetArrayLength(), json[0].GetProperty("id").GetString(), json[0].GetProperty("state").GetString()));
        Assert.Equal(3, (await Run("list", "--limit", "3", "--output", "json")).Succeeded().Json.GetProperty("letters").GetArrayLength());
        Assert.Contains("no dead letters", (await Run("list", "--reason", "unheard-of")).Succeeded().Output);
    }

    [Fact]
    public async Task Show_ALetter_TellsReasonFieldsAndBytes()
    {
        using var folder = new TempFolder();
        var text = (await Run("show", Id(1), "--save", folder.File("original"))).Succeeded().Output;
        Assert.All(["invalid", "playedMs", "must be more", "u1", "2026-06-30T12:00:00Z", "{\"a\":1}"], part => Assert.Contains(part, text));
        Assert.Equal("{\"a\":1}", await File.ReadAllTextAsync(folder.File("original"), TestContext.Current.CancellationToken));
        (await Run("show", "nothing")).Refused("There is no dead letter");
    }

    [Fact]
    public async Task Replay_OneWithABody_SendsItAndTellsTheOutcome()
    {
        using var folder = new TempFolder();
        var body = folder.Write("mended.json", """{"a":2}""");
        var ran = (await Run("replay", Id(1), "--body", body, "--output", "json")).Succeeded();
        Assert.Equal("Replayed", ran.Json.GetProperty("letter").GetProperty("state").GetString());
        Assert.Equal(["""{"a":2}"""], _bodies);
        (await Run("replay", Id(3))).Refused("needs a body");
    }

    [Fact]
    public async Task Replay_AllOfAReason_CountsOutcomes()
    {
        var json = (await Run("replay", "--all", "--reason", "invalid", "--output", "json")).Succeeded().Json;
        Assert.Equal((4, 3, 1, 0), (Count("letters"), Count("replayed"), Count("unfit"), Count("pending")));
        Assert.Equal(DeadLetterState.Waiting, _letters[Id(4)].State);
        Assert.Equal(0, (await Run("replay", "--all", "--reason", "unheard-of", "--output", "json")).Succeeded().Json.GetProperty("letters").GetInt32());
        int Count(string what) => json.GetProperty(what).GetInt32();
    }

    [Fact]
    public async Task Delete_SomeLetters_AreGoneAndNoOthers()
    {
        Assert.Equal(2, (await Run("delete", Id(1), Id(3), Id(1), "--output", "json")).Succeeded().Json.GetProperty("deleted").GetArrayLength());
        Assert.Equal([Id(0), Id(2), Id(4)], _letters.Keys);
        Assert.Contains($"deleted  {Id(0)}", (await Run("delete", Id(0))).Succeeded().Output);
    }

    [Fact]
    public async Task Delete_OneThatIsNotThere_IsToldAndTheOthersGo()
    {
        (await Run("delete", "nothing", Id(1))).Refused("nothing: ", "There is no dead letter", $"1 of 2 letters were deleted: {Id(1)}");
        Assert.Equal(4, _letters.Count);
        (await Run("delete")).Refused("--help");
        Assert.Equal(4, _letters.Count);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("replay", "id", "--all")]
    [InlineData("replay", "id", "--reason", "invalid")]
    [InlineData("replay", "--all", "--body", "file")]
    public async Task Replay_OfNeitherOneNorAll_IsRefused(params string[] args) => (await Run(args)).Refused("replay ID [--body FILE]");

    [Fact]
    public async Task AnyVerb_WithoutASidecar_SaysSo()
    {
        (await Ran.Of("deadletters", "list", "--dapr", "http://127.0.0.1:1")).Refused("no Dapr sidecar answers at http://127.0.0.1:1");
        (await Ran.Of("deadletters", "show", "id", "--dapr", "nowhere")).Refused("nowhere is no http address");
        (await Run("list", "--limit", "0")).Refused("--limit is 0");
        (await Run("replay", Id(1), "--body", "absent.json")).Refused("there is no file");
    }

    private static string Id(int i) => i.ToString("x32");

    private Task<Ran> Run(params string[] args) => Ran.Of(["deadletters", .. args, "--dapr", _mesh.Url]);

    /// <summary>Pages of two; a letter that is replayed is taken at the next look; letter 3 needs a body.</summary>
    private (int, string) Answer(string method, string path, string body)
    {
        var uri = new Uri("http://mesh" + path);
        if (uri.AbsolutePath == Base)
        {
            var query = System.Web.HttpUtility.ParseQueryString(uri.Query);
            var rest = _letters.Values.Where(l => query["reason"] is not { } reason || l.Reason == reason).Skip(int.Parse(query["after"]!) + 1).ToArray();
            var page = rest.Take(Math.Min(2, int.Parse(query["limit"]!))).ToArray();
            foreach (var (id, letter) in _letters.Where(l => l.Value.State == DeadLetterState.Replaying))
                _letters[id] = letter with { State = DeadLetterState.Replayed };
            return Ok(new DeadLetterPage(page, page.Length < rest.Length ? int.Parse(query["after"]!) + page.Length : null));
        }
        var parts = uri.AbsolutePath[(Base.Length + 1)..].Split('/');
        if (!_letters.TryGetValue(parts[0], out var found))
            return (404, """{"title":"DEAD_LETTER_NOT_FOUND","detail":"There is no dead letter."}""");
        if (method == "DELETE")
        {
            _letters.Remove(parts[0]);
            return (204, "");
        }
        if (method == "POST" && parts[0] == Id(3))
            return (422, """{"title":"NOT_REPLAYABLE","detail":"It needs a body: it needs a body."}""");
        if (method == "POST")
            _bodies.Add(body);
        _letters[parts[0]] = found with { State = method == "POST" ? DeadLetterState.Replaying : found.State == DeadLetterState.Replaying ? DeadLetterState.Replayed : found.State };
        return Ok(new DeadLetterDetail(_letters[parts[0]], [new DeadLetterFault("playedMs", "must be more")], [.. "{\"a\":1}"u8], "{\"a\":1}", null, null));
    }

    private static (int, string) Ok<T>(T value) => (200, JsonSerializer.Serialize(value, s_json));
}
