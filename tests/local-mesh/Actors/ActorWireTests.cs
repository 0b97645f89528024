using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using UserRep.LocalMesh.Sidecars;
using UserRep.LocalMesh.Tests.Sidecars;

namespace UserRep.LocalMesh.Tests.Actors;

/// <summary>What an app that hosts actors is sent, byte for byte; the app here is bare HTTP.</summary>
public sealed class ActorWireTests : IAsyncLifetime
{
    private const string Url = "/v1.0/actors/T/1";

    private readonly ConcurrentQueue<Echo> _seen = new();
    private readonly FakeTimeProvider _time = new();
    private TestMesh _mesh = null!;
    private HttpClient _http = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mesh = await TestMesh.StartAsync(appToken: "for-the-app", time: _time);
        _http = _mesh.Http("app");
        await _mesh.RunAppAsync(_mesh.Replica("app"), _ => { }, app =>
        {
            app.MapGet("/dapr/config", () => """{"entities":["T"],"actorIdleTimeout":"0h1m0s0ms","unknown":1}""");
            app.MapFallback("{**path}", async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString());
                var echo = new Echo(context.Request.Method, context.Request.Path, await reader.ReadToEndAsync(), 0, headers);
                _seen.Enqueue(echo);
                context.Response.StatusCode = echo.Target.EndsWith("/boom", StringComparison.Ordinal) ? 500 : 200;
                context.Response.Headers["X-DaprErrorResponseHeader"] = "opaque";
                if (echo.Target.EndsWith("/last", StringComparison.Ordinal))
                    context.Response.Headers["X-DaprReminderCancel"] = "true";
                context.Response.ContentType = "application/octet-stream";
                await context.Response.WriteAsync("answer");
            });
        });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _mesh.DisposeAsync();
    }

    [Fact]
    public async Task Call_PassesBodyAndHeadersThrough_AlwaysAsPut()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Url}/method/m") { Content = new StringContent("question"), Headers = { { "X-DaprRequestHeader", "<xml/>" } } };
        var response = await _http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("answer", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal("opaque", Assert.Single(response.Headers.GetValues("X-DaprErrorResponseHeader")));
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.ToString());
        var seen = Assert.Single(_seen);
        Assert.Equal(("PUT", "/actors/T/1/method/m", "question"), (seen.Method, seen.Target, seen.Body));
        Assert.Equal("<xml/>", seen.Headers["X-DaprRequestHeader"]);
        Assert.Equal("for-the-app", seen.Headers["dapr-api-token"]);
        Assert.DoesNotContain("Dapr-Reentrancy-Id", seen.Headers.Keys);
    }

    [Fact]
    public async Task Call_AppFails_IsAnInvokeError()
    {
        var text = await (await CallAsync("boom")).ShouldFailAsync(500, "ERR_ACTOR_INVOKE_METHOD");
        Assert.Contains("answer", text);
    }

    [Fact]
    public async Task Call_TypeHostedNowhere_FailsAfterFiveSeconds()
    {
        var call = _http.PutAsync("/v1.0/actors/Other/1/method/m", null, Token);
        await Eventually.IsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return call.IsCompleted;
            },
            "the lookup gives up");
        Assert.Contains("did not find address for actor 'Other||1'", await (await call).ShouldFailAsync(500, "ERR_ACTOR_INVOKE_METHOD"));
    }

    [Fact]
    public async Task Idle_ForItsTimeout_IsDeactivated()
    {
        await CallAsync("m");
        _time.Advance(TimeSpan.FromSeconds(59));
        await CallAsync("m");
        _time.Advance(TimeSpan.FromSeconds(59));
        await CallAsync("m");
        Assert.DoesNotContain(_seen, e => e.Method == "DELETE");
        _time.Advance(TimeSpan.FromSeconds(61));
        await Eventually.IsAsync(() => _seen.Any(e => e is { Method: "DELETE", Target: "/actors/T/1" }), "the actor is deactivated");
    }

    [Fact]
    public async Task Timer_EchoesItsStringsVerbatim_AndEndsOnCancel()
    {
        await CallAsync("m");
        await SaveAsync("timers/last", """{"dueTime":"0h0m1s0ms","period":"0h0m1s0ms","callback":"OnTick","data":{"n":12345678901234567890}}""");
        var tick = await NextAsync("/actors/T/1/method/timer/last");
        Assert.Equal("""{"callback":"OnTick","data":{"n":12345678901234567890},"dueTime":"0h0m1s0ms","period":"0h0m1s0ms"}""", tick.Body);
        Assert.Equal("application/json", tick.Headers["Content-Type"]);
        _time.Advance(TimeSpan.FromSeconds(5));
        await CallAsync("m");
        Assert.Single(_seen, e => e.Target.EndsWith("/timer/last", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reminder_CarriesOnlyItsData_AndEndsOnCancel()
    {
        await SaveAsync("reminders/last", """{"dueTime":"0h0m1s0ms","period":"0h0m1s0ms","data":"ZGF0YQ=="}""");
        Assert.Equal("""{"data":"ZGF0YQ==","dueTime":"","period":""}""", (await NextAsync("/actors/T/1/method/remind/last")).Body);
        await Eventually.IsAsync(async () => (await _http.GetAsync($"{Url}/reminders/last", Token)).StatusCode == HttpStatusCode.NotFound, "the reminder is gone");
    }

    [Fact]
    public async Task Reminder_CallbackFails_IsTriedThreeTimesASecondApart()
    {
        await SaveAsync("reminders/boom", """{"dueTime":"0s"}""");
        await Eventually.IsAsync(
            async () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return (await _http.GetAsync($"{Url}/reminders/boom", Token)).StatusCode == HttpStatusCode.NotFound;
            },
            "the reminder is given up");
        Assert.Equal(3, _seen.Count(e => e.Target.EndsWith("/remind/boom", StringComparison.Ordinal)));
    }

    private Task<HttpResponseMessage> CallAsync(string method) => _http.PutAsync($"{Url}/method/{method}", null, Token);

    private async Task SaveAsync(string path, string body) =>
        Assert.Equal(HttpStatusCode.NoContent, (await _http.PutAsync($"{Url}/{path}", new StringContent(body), Token)).StatusCode);

    private async Task<Echo> NextAsync(string target)
    {
        await Eventually.IsAsync(
            () =>
            {
                if (_seen.Any(e => e.Target == target))
                    return true;
                _time.Advance(TimeSpan.FromMilliseconds(100));
                return false;
            },
            $"a call of {target}");
        return _seen.First(e => e.Target == target);
    }
}
