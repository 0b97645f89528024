using System.Text.Json.Nodes;

namespace UserRep.Contract.Tests.PubSub;

/// <summary>What a subscriber's answer does. The event says how it is answered, a word for each delivery.</summary>
public sealed class DeliveryTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Fact]
    public async Task Rules_ChooseTheRoute()
    {
        var mark = Unique();
        foreach (var type in new[] { "a", "b", "c" })
            (await Target.SendAsync(Wire, "POST", $"/v1.0/publish/pubsub/routed?metadata.cloudevent.type={type}", $$"""{"mark":"{{mark}}","type":"{{type}}"}""")).Is(204);
        Assert.Contains("\"type\":\"a\"", (await ArrivedAsync("/events/routed/a", mark))[0].Body);
        Assert.Contains("\"type\":\"b\"", (await ArrivedAsync("/events/routed/b", mark))[0].Body);
        Assert.Contains("\"type\":\"c\"", (await ArrivedAsync("/events/routed/other", mark))[0].Body);
        Assert.Equal(3, (await RecordedAsync("/events/routed", mark)).Count);
    }

    [Fact]
    public async Task RulesOfManyTerms_ChooseTheRoute_AndAnEventThatOneCantBeToldOfFails()
    {
        var mark = Unique();
        foreach (var (query, n) in new[] { ("type=small", "9"), ("type=big", "9"), ("type=huge", "5"), ("type=big&metadata.cloudevent.subject=red-1", "1"), ("type=big", "\"text\"") })
            (await Target.SendAsync(Wire, "POST", $"/v1.0/publish/pubsub/ruled?metadata.cloudevent.{query}", $$"""{"mark":"{{mark}}","n":{{n}}}""")).Is(204);
        Assert.Contains("\"n\":1", (await ArrivedAsync("/events/ruled/red", mark))[0].Body);
        Assert.Contains("\"n\":9", (await ArrivedAsync("/events/ruled/big", mark))[0].Body);
        await ArrivedAsync("/events/ruled/other", mark, 2);
        // A text is neither more nor less than 5: no later route takes the event.
        Assert.Contains("\"n\":\"text\"", (await ArrivedAsync("/events/ruled-letters", mark))[0].Body);
        Assert.Equal(4, (await RecordedAsync("/events/ruled/", mark)).Count);
    }

    [Theory]
    [InlineData("SUCCESS")]
    [InlineData("DROP")]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("404")]
    public async Task Reply_ThatEndsIt_IsNotDeliveredAgain(string reply)
    {
        var (mark, after) = (Unique(), Unique());
        await PublishAsync("plain", mark, reply);
        await ArrivedAsync("/events/plain", mark);
        // One that is tried again comes within the time that this one takes.
        await PublishAsync("plain", after, "SUCCESS");
        await ArrivedAsync("/events/plain", after);
        await Task.Delay(TimeSpan.FromMilliseconds(400));
        Assert.Single(await RecordedAsync("/events/plain", mark));
    }

    [Fact]
    public async Task Retry_IsDeliveredAgain()
    {
        var mark = Unique();
        await PublishAsync("plain", mark, "RETRY", "500", "SUCCESS");
        var arrived = await ArrivedAsync("/events/plain", mark, 3);
        Assert.Single(arrived.Select(r => (string?)JsonNode.Parse(r.Body)!["id"]).Distinct());
    }

    [Fact]
    public async Task Retry_DoesNotHoldUpOthers()
    {
        var (failing, other) = (Unique(), Unique());
        await PublishAsync("plain", failing, "RETRY", "RETRY", "RETRY", "SUCCESS");
        await ArrivedAsync("/events/plain", failing);
        await PublishAsync("plain", other, "SUCCESS");
        await ArrivedAsync("/events/plain", other);
        await ArrivedAsync("/events/plain", failing, 4);
    }

    [Theory]
    [InlineData("RETRY")]
    [InlineData("DROP")]
    [InlineData("500")]
    [InlineData("404")]
    public async Task DeadLetterTopic_GetsWhatIsDroppedOrFails_AsItWas(string reply)
    {
        var mark = Unique();
        await PublishAsync("lettered", mark, reply);
        var letter = JsonNode.Parse((await ArrivedAsync("/events/letters", mark))[0].Body)!;
        var original = JsonNode.Parse((await ArrivedAsync("/events/lettered", mark))[0].Body)!;
        Assert.Equal((string?)original["id"], (string?)letter["id"]);
        // The bytes are those first published, so the envelope still names the topic they came from.
        Assert.Equal("lettered", (string?)letter["topic"]);
        Assert.Single(await RecordedAsync("/events/lettered", mark));
    }

    [Fact]
    public async Task Sdk_PublishAndSubscribe_Works()
    {
        var mark = Unique();
        await Dapr.PublishEventAsync(Bus, "sdk-plain", new { mark });
        var arrived = (await ArrivedAsync("/sdk/plain", mark, app: Sdk))[0];
        // UseCloudEvents has taken the envelope off.
        Assert.Equal($$"""{"mark":"{{mark}}"}""", arrived.Body);
    }

    private async Task PublishAsync(string topic, string mark, params string[] replies) =>
        (await Target.SendAsync(Wire, "POST", $"/v1.0/publish/pubsub/{topic}", new JsonObject { ["mark"] = mark, ["replies"] = new JsonArray([.. replies.Select(r => JsonValue.Create(r))]) }.ToJsonString())).Is(204);
}
