using System.Net;
using UserRep.LocalMesh.Tests.Sidecars;

namespace UserRep.LocalMesh.Tests.Actors;

public sealed class ScheduleCallsTests : IDisposable
{
    private static readonly TimeSpan Once = Timeout.InfiniteTimeSpan;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = Directory.CreateTempSubdirectory("actor-tests").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Reminder_IsDescribed_FiresAndRepeats()
    {
        await using var mesh = await TestMesh.StartAsync(folder: _folder);
        var probe = await mesh.HostCountersAsync();
        await mesh.Counter("r").Remind("later", TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(1));
        Assert.Equal("later 00:01:30 00:01:00", await mesh.Counter("r").DescribeReminder("later"));
        await mesh.Counter("r").Remind("often", Soon, Soon);
        await Eventually.IsAsync(() => probe.Reminders.Count(r => r == "often: for often") >= 3, "the reminder repeats");
        await mesh.Counter("r").Forget("often");
        using var http = mesh.Http("app");
        await (await http.GetAsync("/v1.0/actors/CounterActor/r/reminders/often", Token)).ShouldFailAsync(404, "ERR_ACTOR_REMINDER_NOT_FOUND");
        Assert.DoesNotContain("later: for later", probe.Reminders);
    }

    [Fact]
    public async Task Reminder_DueWhileTheMeshWasDown_FiresAfterTheRestart()
    {
        await using (var before = await TestMesh.StartAsync(folder: _folder))
        {
            await before.HostCountersAsync();
            await before.Counter("r").Remind("missed", TimeSpan.FromSeconds(1), Once);
            await before.Counter("r").Remind("forgotten", TimeSpan.FromSeconds(1), Once);
            await before.Counter("r").Forget("forgotten");
        }
        await using (var mesh = await TestMesh.StartAsync(folder: _folder))
        {
            var probe = await mesh.HostCountersAsync();
            await Eventually.IsAsync(() => probe.Reminders.Contains("missed: for missed"), "the reminder fires");
            using var http = mesh.Http("app");
            await Eventually.IsAsync(async () => (await http.GetAsync("/v1.0/actors/CounterActor/r/reminders/missed", Token)).StatusCode == HttpStatusCode.NotFound, "a reminder that has fired for the last time is gone");
            Assert.DoesNotContain("forgotten: for forgotten", probe.Reminders);
        }
        await using var third = await TestMesh.StartAsync(folder: _folder);
        using var again = third.Http("app");
        await third.HostCountersAsync();
        await (await again.GetAsync("/v1.0/actors/CounterActor/r/reminders/missed", Token)).ShouldFailAsync(404, "ERR_ACTOR_REMINDER_NOT_FOUND");
    }

    [Fact]
    public async Task Reminder_CallbackFails_IsTriedAgain()
    {
        await using var mesh = await TestMesh.StartAsync(folder: _folder);
        var probe = await mesh.HostCountersAsync();
        probe.FailingReminders = 1;
        await mesh.Counter("r").Remind("twice", Soon, Once);
        await Eventually.IsAsync(() => probe.Reminders.Count == 2, "the reminder is tried twice");
    }

    [Fact]
    public async Task Reminder_OverHttp_RepetitionsOverwriteAndBadPeriods()
    {
        await using var mesh = await TestMesh.StartAsync(folder: _folder);
        var probe = await mesh.HostCountersAsync();
        using var http = mesh.Http("app");
        const string url = "/v1.0/actors/CounterActor/r/reminders/n";
        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync("""{"dueTime":"1h","period":"R3/PT30S","data":"ZGF0YQ=="}""")).StatusCode);
        Assert.Equal("""{"actorID":"r","actorType":"CounterActor","data":"ZGF0YQ==","dueTime":"1h","period":"@every 30s"}""", await http.GetStringAsync(url, Token));
        await (await PutAsync("""{"dueTime":"1s","overwrite":false}""")).ShouldFailAsync(409, "ERR_ACTOR_REMINDER_ALREADY_EXISTS");
        await (await PutAsync("""{"dueTime":"1s","period":"R3/P1D"}""")).ShouldFailAsync(500, "ERR_ACTOR_REMINDER_CREATE");
        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync("""{"dueTime":"0s","period":"R2/PT0.05S","data":"eA=="}""")).StatusCode);
        await Eventually.IsAsync(async () => (await http.GetAsync(url, Token)).StatusCode == HttpStatusCode.NotFound, "it ends after its repetitions");
        Assert.Equal(["n: x", "n: x"], probe.Reminders);

        Task<HttpResponseMessage> PutAsync(string body) => http.PutAsync(url, new StringContent(body), Token);
    }

    [Fact]
    public async Task Timer_Fires_AndEndsWhenRemoved()
    {
        await using var mesh = await TestMesh.StartAsync(folder: _folder);
        var probe = await mesh.HostCountersAsync();
        await mesh.Counter("t").Tick("tick", Soon, Soon);
        await Eventually.IsAsync(() => probe.Timers.Count >= 3, "the timer repeats");
        using var http = mesh.Http("app");
        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync("/v1.0/actors/CounterActor/t/timers/tick", Token)).StatusCode);
        // One tick that had already begun may still come.
        var seen = probe.Timers.Count;
        await mesh.Counter("t").Tick("other", Soon, Once);
        await Eventually.IsAsync(() => probe.Timers.Contains("other"), "a later timer has fired");
        Assert.InRange(probe.Timers.Count(t => t == "tick"), seen, seen + 1);
    }
}
