using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Shadows;
using UserRep.Contracts.Users;
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

    private static readonly ModelInfo s_trying = s_model with
    {
        Heads = [.. s_model.Heads, new ModelHead("representation@v3", ModelHead.ByHand, s_at)], Canaries = [new Canary("representation@v3", 5)], Shadow = "representation@v3",
    };

    private readonly FakeMesh _mesh;
    private readonly List<(string Call, string Body)> _calls = [];
    private PlanRefusal[] _refusals = [];
    private (int, string) _subscriptions = (404, """{"errorCode":"ERR_DIRECT_INVOKE","message":"failed getting app id"}""");

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
        Assert.Equal("""{"kind":"Adapt","version":"v1","model":null,"share":null,"end":false,"adapter":"abc"}""", _calls[0].Body);
    }

    [Fact]
    public async Task AnyVerb_RefusedByTheRouter_SaysEveryFault()
    {
        (await Run("backfill", "v9")).Refused("VERSION_NOT_FOUND-detail");
        (await Run("retire", "unnamed")).Refused("one fault two faults");
    }

    [Theory]
    [InlineData("canary --model ranker-a --to v3 --share 5", PlanKind.Canary, "v3", 5.0, false)]
    [InlineData("canary --model ranker-a --to v3 --end", PlanKind.Canary, "v3", null, true)]
    [InlineData("shadow --model ranker-a --to v3", PlanKind.Shadow, "v3", null, false)]
    [InlineData("shadow --model ranker-a --end", PlanKind.Shadow, null, null, true)]
    public async Task Plan_OfACanaryOrShadow_IsAskedForAsTold(string line, PlanKind kind, string? version, double? share, bool end)
    {
        (await Run(["plan", .. line.Split(' ')])).Succeeded();

        var (call, body) = Assert.Single(_calls);
        Assert.Equal($"POST {Base}/v1/plans", call);
        Assert.Equal(new PlanRequest(kind, version, "ranker-a", share, end), JsonSerializer.Deserialize<PlanRequest>(body, s_json));
    }

    /// <summary>What an operator looks at in a terminal: nothing wraps at 120 columns.</summary>
    [Fact]
    public async Task Status_OfAMesh_IsOneScreenOf120Columns()
    {
        var output = (await Run("status", "--output", "table")).Succeeded().Output;

        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 120, line));
        Assert.Matches(@"v1 +Draining +99\.99% +2026-06-30 +2026-06-29 +- +\d+ days ago by ranker-b", output);
        Assert.Matches(@"v2 +Serving +100\.00% +2026-06-30 +2026-06-29 +ranker-a +never", output);
        Assert.Matches(@"v3 +Serving +100\.00% .* ranker-a \(canary, shadow\)", output);
        Assert.Matches(@"ranker-a +v2 +proven +v1 +v3 by-hand +v3 5% +v3 .*ranker", output);
        Assert.Contains("ranker-a: 100 users in 7 reads since 2026-06-30T12:00:00Z", output);
        Assert.Contains("10 lack its vector, 5 have only its; 20 of 80 are older, by 60 s in the mean and 90 s at most", output);
        Assert.Contains("3,000 users, 211,736 accepted", output);
        Assert.Contains("dead letters", output);
        Assert.DoesNotContain("is behind", output);
    }

    [Fact]
    public async Task Status_OfALocalMesh_NamesWhoIsBehind()
    {
        _subscriptions = (200, """
            [{"pubSubName":"pubsub","topic":"user-events","appId":"feature-ingest","replicas":1,"backlog":12345,"inFlight":2,"waiting":1,"mostFailures":7,"oldestSeconds":95.2},
             {"pubSubName":"pubsub","topic":"user-features","appId":"encoder","replicas":0,"backlog":3,"mostFailures":0,"oldestSeconds":11},
             {"pubSubName":"pubsub","topic":"user-embeddings","appId":"embedding-store","replicas":1,"backlog":3,"mostFailures":0,"oldestSeconds":0.5}]
            """);

        var output = (await Run("status", "--output", "table")).Succeeded().Output;

        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 120, line));
        Assert.Contains("feature-ingest is behind on user-events: 12,345 messages, the oldest 95 s old; one has failed 7 times", output);
        Assert.Contains("encoder is behind on user-features: 3 messages, the oldest 11 s old; no replica of it is up", output);
        Assert.DoesNotContain("embedding-store is behind", output);
    }

    private Task<Ran> Run(params string[] args) => Ran.Of([.. args, "--endpoint", _mesh.Url]);

    private static VersionInfo Version(int number) =>
        new($"representation@v{number}", VersionState.Serving, $"v{number}", new string('0', 64), $"space-{number}", 64, "cosine", s_at, s_at);

    private static VersionCoverage Coverage(long covered)
    {
        var day = new DateOnly(2026, 6, 30);
        return new VersionCoverage(3_000_000, covered, covered, new AsOfQuantiles(day.AddDays(-2), day.AddDays(-1), day, day, day));
    }

    private (int, string) Answer(string method, string path, string body)
    {
        _calls.Add(($"{method} {path}", body));
        if (path.EndsWith("feature-ingest/method/v1/ingest/stats", StringComparison.Ordinal))
            return (200, JsonSerializer.Serialize(new IngestStats(3000, 211_736, 0, 0, 0, new Dictionary<string, long>(), 0, 0, 0, 0, new DeadLetterCounts(0, 0, 0, 0, 0, 0, 0)), s_json));
        if (path == "/local-mesh/subscriptions")
            return _subscriptions;
        return path[Base.Length..].Split('?')[0] switch
        {
            "/v1/plans" when body.Contains("unnamed", StringComparison.Ordinal) => (400, """{"title":"One or more validation errors","errors":{"Version":["one fault"],"Model":["two faults"]}}"""),
            "/v1/plans" => (201, JsonSerializer.Serialize(new Plan(
                PlanId, PlanKind.Migrate, "ranker-a", "representation@v2", "representation@v1", s_at, "playground", "basis", [new PlanLine(PlanSign.Change, "model ranker-a: pin representation@v1 -> representation@v2")], _refusals), s_json)),
            $"/v1/plans/{PlanId}/apply" => (200, JsonSerializer.Serialize(new AppliedPlan(PlanId, true), s_json)),
            "/v1/versions" => (200, JsonSerializer.Serialize(new VersionList(7, [Version(3), Version(2), Version(1)]), s_json)),
            "/v1/versions/representation%40v1" or "/v1/versions/representation@v1" => (200, JsonSerializer.Serialize(Version(1) with { LastReads = [new LastRead("ranker-b", s_at)], State = VersionState.Draining, Coverage = Coverage(2_999_999) }, s_json)),
            "/v1/versions/representation%40v2" or "/v1/versions/representation@v2" => (200, JsonSerializer.Serialize(Version(2) with { Coverage = Coverage(3_000_000) }, s_json)),
            "/v1/versions/representation%40v3" or "/v1/versions/representation@v3" => (200, JsonSerializer.Serialize(Version(3) with { Coverage = Coverage(3_000_000) }, s_json)),
            "/v1/models/ranker-a/shadow" => (200, JsonSerializer.Serialize(new ShadowReport(
                "ranker-a", "representation@v3", true, s_at, new ShadowCounts(7, Both: 80, OnlyServed: 10, OnlyShadow: 5, Neither: 5, Older: 20, SecondsOlder: 1200, MaxSecondsOlder: 90)), s_json)),
            "/v1/models" when _calls.Any(c => c.Call.Contains("/v1/versions", StringComparison.Ordinal)) => (200, JsonSerializer.Serialize(new[] { s_trying }, s_json)),
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
