using System.Text.Json.Nodes;

namespace UserRep.Contract.Tests.Actors;

/// <summary>The requests that a sidecar makes to the host of an actor.</summary>
public sealed class ActorWireTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task Call_OfAnyVerb_ArrivesAsPut(string verb)
    {
        var id = Unique();
        var answer = (await SendAsync(verb, Actor(id) + "/method/greet", verb == "GET" ? null : "some text", ("x-mine", "kept"))).Is(200);
        Assert.Equal($"/actors/WireActor/{id}/method/greet", (string?)answer.Json["called"]);
        var arrived = (await ArrivedAsync("/actors/WireActor", id))[0];
        Assert.Equal(("PUT", verb == "GET" ? "" : "some text", "kept"), (arrived.Method, arrived.Body, arrived.Headers["x-mine"]));
    }

    [Fact]
    public async Task Idle_ForItsTimeout_IsDeactivated()
    {
        var id = Unique();
        (await SendAsync("PUT", Actor(id) + "/method/greet", "{}")).Is(200);
        (await SendAsync("PUT", $"/v1.0/actors/BriefActor/{id}/method/greet", "{}")).Is(200);
        var metadata = (await Target.SendAsync(Wire, "GET", "/v1.0/metadata")).Is(200).Json;
        Assert.Contains(metadata["actorRuntime"]!["activeActors"]!.AsArray(), a => (string?)a!["type"] == "WireActor" && (int)a["count"]! > 0);
        await Eventually.HasAsync(() => RecordedAsync($"/actors/BriefActor/{id}", id), all => all.Any(r => r.Method == "DELETE"), "it is deactivated", TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Reentrancy_IdIsPassedOnAndDepthIsBounded()
    {
        var id = Unique();
        (await SendAsync("PUT", $"/v1.0/actors/DeepActor/{id}/method/m", "{}")).Is(200);
        Assert.NotEmpty((await ArrivedAsync($"/actors/DeepActor/{id}", id))[0].Headers["dapr-reentrancy-id"]);
        // A type that has not enabled it gets none.
        (await SendAsync("PUT", Actor(id) + "/method/m", "{}")).Is(200);
        Assert.False((await ArrivedAsync($"/actors/WireActor/{id}", id))[0].Headers.ContainsKey("dapr-reentrancy-id"));
    }

    [Fact]
    public async Task Timer_ThatCancels_EndsAndOneOfTheSameNameIsReplaced()
    {
        var id = Unique();
        (await SendAsync("PUT", Actor(id) + "/method/wake", "{}")).Is(200);
        (await Target.SendAsync(Wire, "PUT", Actor(id) + "/timers/cancel", """{"dueTime":"0h0m0s50ms","period":"0h0m0s50ms","callback":"c"}""")).Is(204);
        (await Target.SendAsync(Wire, "PUT", Actor(id) + "/timers/same", """{"dueTime":"0h0m0s100ms","period":"","data":"old"}""")).Is(204);
        (await Target.SendAsync(Wire, "PUT", Actor(id) + "/timers/same", """{"dueTime":"0h0m0s200ms","period":"","data":"new"}""")).Is(204);
        var same = (await ArrivedAsync($"/actors/WireActor/{id}/method/timer/same", id))[0];
        Assert.Equal("new", (string?)JsonNode.Parse(same.Body)!["data"]);
        Assert.Single(await RecordedAsync($"/actors/WireActor/{id}/method/timer/cancel", id));
        (await Target.SendAsync(Wire, "DELETE", Actor(id) + "/timers/same")).Is(204);
    }

    [Fact]
    public async Task Timer_OfAnActorThatIsNotActive_IsRefused() =>
        (await Target.SendAsync(Wire, "PUT", Actor(Unique()) + "/timers/t", """{"dueTime":"0h0m1s0ms"}""")).Fails(500, "ERR_ACTOR_TIMER_CREATE");

    [Fact]
    public async Task Reminder_RegisteredReadReplacedAndRemoved()
    {
        var path = Actor(Unique()) + "/reminders/note";
        (await Target.SendAsync(Wire, "GET", path)).Fails(404, "ERR_ACTOR_REMINDER_NOT_FOUND");
        (await Target.SendAsync(Wire, "PUT", path, """{"dueTime":"1h0m0s0ms","period":"0h1m0s0ms","data":"eA=="}""")).Is(204);
        var described = (await Target.SendAsync(Wire, "GET", path)).Is(200).Json;
        Assert.Equal(("WireActor", "eA==", "@every 1m0s"), ((string?)described["actorType"], (string?)described["data"], (string?)described["period"]));
        (await Target.SendAsync(Wire, "PUT", path, """{"dueTime":"1h0m0s0ms","overwrite":false}""")).Fails(409, "ERR_ACTOR_REMINDER_ALREADY_EXISTS");
        (await Target.SendAsync(Wire, "PUT", path, """{"dueTime":"2h0m0s0ms","data":"eQ=="}""")).Is(204);
        Assert.Equal("eQ==", (string?)(await Target.SendAsync(Wire, "GET", path)).Json["data"]);
        (await Target.SendAsync(Wire, "DELETE", path)).Is(204);
        (await Target.SendAsync(Wire, "GET", path)).Is(404);
    }

    [Fact]
    public async Task Reminder_OfATypeHostedElsewhere_Is403() =>
        (await Target.SendAsync(Sdk, "PUT", Actor(Unique()) + "/reminders/r", """{"dueTime":"1h0m0s0ms"}""")).Fails(403, "ERR_ACTOR_REMINDER_NON_HOSTED");

    [Fact]
    public async Task Reminder_WithRepetitions_FiresThatOften()
    {
        var id = Unique();
        (await Target.SendAsync(Wire, "PUT", Actor(id) + "/reminders/thrice", """{"dueTime":"0h0m0s0ms","period":"R3/PT1S"}""")).Is(204);
        await ArrivedAsync($"/actors/WireActor/{id}/method/remind/thrice", id, 3);
        await Eventually.HasAsync(() => Target.SendAsync(Wire, "GET", Actor(id) + "/reminders/thrice"), a => a.Status == 404, "the last one ends it", TimeSpan.FromMinutes(1));
    }

    private static string Actor(string id) => "/v1.0/actors/WireActor/" + id;
}
