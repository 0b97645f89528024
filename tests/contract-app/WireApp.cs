using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace UserRep.ContractApp;

/// <summary>Dapr's contract by hand: what the sidecar sends is kept as it came, and answered as the event asks.</summary>
internal static class WireApp
{
    private const string Subscriptions = """
        [
          {"topic":"plain","pubsubName":"pubsub","route":"/events/plain"},
          {"topic":"routed","pubsubname":"pubsub","routes":{"default":"/events/routed/other","rules":[
            {"match":"event.type == \"a\"","path":"/events/routed/a"},{"match":"event.type == \"b\"","path":"/events/routed/b"}]}},
          {"topic":"ruled","pubsubname":"pubsub","deadLetterTopic":"ruled-letters","routes":{"default":"/events/ruled/other","rules":[
            {"match":"has(event.subject) && event.subject.startsWith('red')","path":"/events/ruled/red"},
            {"match":"event.type in ['big', 'huge'] && event.data.n > 5","path":"/events/ruled/big"}]}},
          {"topic":"ruled-letters","pubsubname":"pubsub","route":"/events/ruled-letters"},
          {"topic":"bulk","pubsubname":"pubsub","route":"/bulk/all","bulkSubscribe":{"enabled":true,"maxMessagesCount":100,"maxAwaitDurationMs":200}},
          {"topic":"lettered","pubsubname":"pubsub","route":"/events/lettered","deadLetterTopic":"letters"},
          {"topic":"letters","pubsubname":"pubsub","route":"/events/letters"},
          {"topic":"raw","pubsubname":"pubsub","route":"/events/raw","metadata":{"rawPayload":"true"}},
          {"topic":"closed","pubsubname":"pubsub","route":"/events/closed"}
        ]
        """;

    private const string Configuration = """
        {"entities":["WireActor","DeepActor","BriefActor"],"actorIdleTimeout":"0h10m0s0ms","drainOngoingCallTimeout":"0h0m2s0ms","drainRebalancedActors":true,
         "entitiesConfig":[{"entities":["DeepActor"],"reentrancy":{"enabled":true,"maxStackDepth":3}},{"entities":["BriefActor"],"actorIdleTimeout":"0h0m1s0ms"}]}
        """;

    public static void Map(WebApplication app)
    {
        var replies = new Replies();
        app.MapGet("/dapr/subscribe", () => Results.Text(Subscriptions, "application/json"));
        app.MapGet("/dapr/config", () => Results.Text(Configuration, "application/json"));
        app.MapPost("/events/{**route}", async (HttpContext context, Recorder recorder) => replies.ToEvent(await recorder.TakeAsync(context)));
        app.MapPost("/bulk/{**route}", async (HttpContext context, Recorder recorder) => replies.ToBulk(await recorder.TakeAsync(context)));
        app.MapMethods("/actors/{**rest}", ["PUT", "DELETE"], async (HttpContext context, Recorder recorder) => Replies.ToActor(await recorder.TakeAsync(context)));
    }
}
