using System.Text.Json;
using Dapr.Client;
using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;

namespace UserRep.Contract.Tests.Runtime;

public sealed class GuardedTests : IClassFixture<GuardedFixture>
{
    private const string Actor = "/v1.0/actors/WireActor/";
    private const string Wire = AppPorts.Wire;

    private static readonly (string, string) Token = ("dapr-api-token", GuardedFixture.DaprToken);

    private readonly Target _target;

    public GuardedTests(GuardedFixture fixture)
    {
        _target = fixture.Target;
        KnownDifferences.SkipIfExpected(_target.Names);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Token_MissingOrWrong_Is401InPlainText(string? token)
    {
        var answer = (await _target.SendAsync(Wire, "GET", "/v1.0/metadata", null, token is null ? [] : [("dapr-api-token", token)])).Is(401);
        Assert.Equal("invalid api token", answer.Body.Trim());
        var headers = new Metadata();
        if (token is not null)
            headers.Add("dapr-api-token", token);
        var failure = await Target.FailureAsync(_target.Grpc(Wire).GetStateAsync(new GetStateRequest { StoreName = "statestore", Key = "k" }, headers));
        Assert.Equal(StatusCode.Unauthenticated, failure.StatusCode);
    }

    [Fact]
    public async Task Token_Right_IsLetIn_HealthAsksForNone()
    {
        (await _target.SendAsync(Wire, "GET", "/v1.0/metadata", null, Token)).Is(200);
        (await _target.SendAsync(Wire, "GET", "/v1.0/healthz")).Is(204);
        (await _target.SendAsync(Wire, "GET", "/v1.0/healthz/outbound")).Is(204);
        Assert.Null(await _target.Dapr(Wire, GuardedFixture.DaprToken).GetStateAsync<string>("statestore", "nothing"));
    }

    [Fact]
    public async Task Token_OfTheApp_IsSentToIt_TheCallersIsNot()
    {
        var answer = (await _target.SendAsync(AppPorts.Playground, "POST", "/v1.0/invoke/wire/method/echo/token", "{}", Token)).Is(200);
        Assert.Equal(GuardedFixture.AppToken, (string?)answer.Json["headers"]!["dapr-api-token"]);
        (await _target.SendAsync(Wire, "POST", "/v1.0/publish/pubsub/plain", """{"mark":"token-event"}""", Token)).Is(204);
        (await _target.SendAsync(AppPorts.Playground, "PUT", Actor + "token-actor/method/m", "{}", Token)).Is(200);
        Assert.Equal(GuardedFixture.AppToken, (await ArrivedAsync("/events/plain", "token-event"))[0].Headers["dapr-api-token"]);
        Assert.Equal(GuardedFixture.AppToken, (await ArrivedAsync("/actors/WireActor/token-actor", "token-actor"))[0].Headers["dapr-api-token"]);
    }

    [Fact]
    public async Task Token_OfTheApp_IsMetadataOverGrpc()
    {
        const string Mark = "token-event";
        var answer = (await _target.SendAsync(AppPorts.Playground, "POST", "/v1.0/invoke/grpc/method/echo/token", "{}", Token)).Is(200);
        Assert.Equal(GuardedFixture.AppToken, (string?)answer.Json["headers"]!["dapr-api-token"]);
        (await _target.SendAsync(AppPorts.GrpcApp, "POST", "/v1.0/publish/pubsub/grpc-plain", $$"""{"mark":"{{Mark}}"}""", Token)).Is(204);
        var recorded = await Eventually.HasAsync(
            () => _target.SendAsync(AppPorts.Playground, "GET", "/v1.0/invoke/grpc/method/recorded?path=grpc-plain", null, Token), a => a.Body.Contains(Mark, StringComparison.Ordinal), "the event", TimeSpan.FromMinutes(1));
        Assert.Equal(GuardedFixture.AppToken, (string?)recorded.Json[0]!["headers"]!["dapr-api-token"]);
    }

    /// <summary>dotnet-sdk#1282: this one call of the SDK leaves the token out.</summary>
    [Fact]
    public async Task Trap11_SaveBulkState_SendsNoToken_AndIsRefused()
    {
        var dapr = _target.Dapr(Wire, GuardedFixture.DaprToken);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => dapr.SaveBulkStateAsync("statestore", [new SaveStateItem<string>("k", "v", "")]));
        Assert.Equal(StatusCode.Unauthenticated, Assert.IsType<RpcException>(failure.InnerException ?? failure).StatusCode);
        await dapr.SaveStateAsync("statestore", "k", "v");
    }

    [Fact]
    public async Task Killed_StateMessagesAndRemindersAreThere_TimersAreNot()
    {
        (await _target.SendAsync(Wire, "PUT", Actor + "kept/method/wake", "{}", Token)).Is(200);
        (await _target.SendAsync(Wire, "PUT", Actor + "kept/state", """[{"operation":"upsert","request":{"key":"k","value":"kept"}}]""", Token)).Is(204);
        (await _target.SendAsync(Wire, "PUT", Actor + "kept/reminders/later", """{"dueTime":"0h0m2s0ms","period":"","data":"eA=="}""", Token)).Is(204);
        (await _target.SendAsync(Wire, "PUT", Actor + "kept/timers/lost", """{"dueTime":"0h0m2s0ms","period":"0h0m0s100ms"}""", Token)).Is(204);
        (await _target.SendAsync(Wire, "POST", "/v1.0/state/statestore", """[{"key":"kept","value":1}]""", Token)).Is(204);

        await _target.RestartAsync();

        Assert.Equal("1", (await _target.SendAsync(Wire, "GET", "/v1.0/state/statestore/kept", null, Token)).Is(200).Body);
        Assert.Equal("\"kept\"", (await _target.SendAsync(Wire, "GET", Actor + "kept/state/k", null, Token)).Is(200).Body);
        // The app is a new process, so what it has recorded came after the kill.
        await ArrivedAsync("/actors/WireActor/kept/method/remind/later", "remind/later");
        Assert.Empty(await RecordedAsync("/actors/WireActor/kept/method/timer", "timer"));
    }

    private Task<IReadOnlyList<Recorded>> ArrivedAsync(string path, string mark) =>
        Eventually.HasAsync(() => RecordedAsync(path, mark), r => r.Count > 0, $"a request at {path}", TimeSpan.FromMinutes(1));

    private async Task<IReadOnlyList<Recorded>> RecordedAsync(string path, string mark)
    {
        var answer = (await Target.SendToAsync(_target.Ports(Wire).App, "GET", "/recorded?path=" + path)).Is(200);
        return [.. JsonSerializer.Deserialize<List<Recorded>>(answer.Body, JsonSerializerOptions.Web)!.Where(r => (r.Body + r.Path).Contains(mark, StringComparison.Ordinal))];
    }
}
