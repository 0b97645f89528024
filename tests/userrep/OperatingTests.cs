using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Tests;

/// <summary>What operators do with versions and models.</summary>
public sealed class OperatingTests : IDisposable
{
    private const string Base = "/v1.0/invoke/version-router/method";
    private const string PlanId = "0199f0c2a1b27c3d8e4f5a6b7c8d9e0f";
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly DateTimeOffset s_at = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly ModelInfo s_model = new("ranker-a", "representation@v2", "representation@v1", [new ModelHead("representation@v2", new string('a', 64), s_at)], ["ranker"], s_at);

    private readonly FakeMesh _mesh;
    private readonly List<(string Call, string Body)> _calls = [];
    private PlanRefusal[] _refusals = [];

    public OperatingTests() => _mesh = new FakeMesh(Answer);

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public async Task Plan_ThatIsGood_PrintsSignsAndHowToApplyIt()
    {
        var ran = (await Run("plan", "migrate", "--model", "ranker-a", "--to", "v2")).Succeeded();

        Assert.Contains("~  model ranker-a: pin representation@v1 -> representation@v2", ran.Output);
        Assert.Contains($"userrep apply {PlanId}", ran.Output);
        Assert.Equal($"POST {Base}/v1/plans", Assert.Single(_calls).Call);
    }

    [Fact]
    public async Task Plan_ThatIsRefused_SaysWhyAndExitsWith2()
    {
        _refusals = [new PlanRefusal("COVERAGE", "Coverage is 12%.", true)];

        var ran = await Run("plan", "migrate", "--model", "ranker-a", "--to", "v2");

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains("!  COVERAGE: Coverage is 12%. (--force --why REASON overrides it)", ran.Output);
    }

    [Theory]
    [InlineData(true, true, 0, 2)]
    [InlineData(true, false, 2, 1)]
    [InlineData(false, true, 2, 1)]
    public async Task Migrate_RefusedPlan_IsAppliedOnlyWhereItMayBeForced(bool force, bool canBeForced, int exitCode, int calls)
    {
        _refusals = [new PlanRefusal("COVERAGE", "Coverage is 12%.", canBeForced)];

        var ran = await Run(["migrate", "--model", "ranker-a", "--to", "v2", .. force ? ["--force", "--why", "a test"] : Array.Empty<string>()]);

        Assert.Equal((exitCode, calls), (ran.ExitCode, _calls.Count));
        Assert.All(_calls.Skip(1), c => Assert.Equal(($"POST {Base}/v1/plans/{PlanId}/apply", """{"force":true,"why":"a test"}"""), c));
    }

    [Fact]
    public async Task Rollback_AModel_SaysWhereItWentBackTo() =>
        Assert.Contains("model ranker-a: pin representation@v1 -> representation@v2", (await Run("rollback", "--model", "ranker-a", "--why", "clicks fell", "--as", "Ada")).Succeeded().Output);

    [Fact]
    public async Task Audit_JsonLines_AreListedWithWhoAndWhy()
    {
        var output = (await Run("audit")).Succeeded().Output;

        Assert.Contains("2026-06-30T12:00:00Z  Ada (playground)  model ranker-a rolled back: representation@v1 -> representation@v2, because clicks fell", output);
        Assert.Contains("version-router  representation@v2 state: Backfilling -> Ready", output);
    }

    [Fact]
    public async Task Models_AsJson_AreWhatTheRouterSays() =>
        Assert.Equal("representation@v2", (await Run("models", "--output", "json")).Succeeded().Json.GetProperty("models")[0].GetProperty("pin").GetString());

    [Fact]
    public async Task Head_OfNoSetAndNoVersion_IsRefused()
    {
        (await Run("head", "--model", "ranker-a")).Refused("--set FILE");
        (await Run("head", "--model", "ranker-a", "--set", "there-is-none.parquet")).Refused("can't be read");
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Head_ByVersion_IsPutWithItsAppIdsAndTasks()
    {
        (await Run("head", "--model", "ranker-a", "--version", "v2", "--app-id", "ranker", "--task", "active-7d")).Succeeded();

        Assert.Equal(($"PUT {Base}/v1/models/ranker-a", """{"encoderVersion":"v2","allowedAppIds":["ranker"],"stamp":null,"evaluationTasks":["active-7d"],"acceptsAdapted":null}"""), Assert.Single(_calls));
    }

    [Theory]
    [InlineData("--accepts-adapted", "true")]
    [InlineData("--accepts-adapted=false", "false")]
    public async Task Head_WordOnAdaptedVectors_IsPut(string option, string value)
    {
        (await Run("head", "--model", "ranker-a", "--version", "v2", option)).Succeeded();

        Assert.Contains($"\"acceptsAdapted\":{value}", Assert.Single(_calls).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adapt_AVersion_IsPlannedAndApplied()
    {
        (await Run("plan", "adapt", "--version", "v1", "--adapter", "abc")).Succeeded();
        (await Run("adapt", "--version", "v1", "--adapter", "abc")).Succeeded();

        Assert.Equal([$"POST {Base}/v1/plans", $"POST {Base}/v1/plans", $"POST {Base}/v1/plans/{PlanId}/apply"], _calls.Select(c => c.Call));
        Assert.Equal("""{"kind":"Adapt","version":"v1","model":null,"adapter":"abc"}""", _calls[0].Body);
    }

    [Fact]
    public async Task AnyVerb_RefusedByTheRouter_SaysEveryFault()
    {
        (await Run("backfill", "v9")).Refused("VERSION_NOT_FOUND-detail");
        (await Run("retire", "unnamed")).Refused("one fault two faults");
    }

    private Task<Ran> Run(params string[] args) => Ran.Of([.. args, "--endpoint", _mesh.Url]);

    private (int, string) Answer(string method, string path, string body)
    {
        _calls.Add(($"{method} {path}", body));
        return path[Base.Length..].Split('?')[0] switch
        {
            "/v1/plans" when body.Contains("unnamed", StringComparison.Ordinal) => (400, """{"title":"One or more validation errors","errors":{"Version":["one fault"],"Model":["two faults"]}}"""),
            "/v1/plans" => (201, JsonSerializer.Serialize(new Plan(
                PlanId, PlanKind.Migrate, "ranker-a", "representation@v2", "representation@v1", s_at, "playground", "basis", [new PlanLine(PlanSign.Change, "model ranker-a: pin representation@v1 -> representation@v2")], _refusals), s_json)),
            $"/v1/plans/{PlanId}/apply" => (200, JsonSerializer.Serialize(new AppliedPlan(PlanId, true), s_json)),
            "/v1/models" => (200, JsonSerializer.Serialize(new[] { s_model }, s_json)),
            "/v1/models/ranker-a" or "/v1/models/ranker-a/rollback" => (200, JsonSerializer.Serialize(s_model, s_json)),
            "/v1/audit" => (200, """
                {"epoch":2,"at":"2026-06-30T12:00:00+00:00","by":"playground","as":"Ada","what":"model ranker-a rolled back","from":"representation@v1","to":"representation@v2","why":"clicks fell","plan":null}
                {"epoch":1,"at":"2026-06-30T11:00:00+00:00","by":"version-router","as":null,"what":"representation@v2 state","from":"Backfilling","to":"Ready","why":null,"plan":null}

                """),
            _ => (404, """{"detail":"VERSION_NOT_FOUND-detail"}"""),
        };
    }
}
