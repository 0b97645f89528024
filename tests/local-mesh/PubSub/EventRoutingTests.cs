using System.Text;
using UserRep.LocalMesh.PubSub.Deliveries;

namespace UserRep.LocalMesh.Tests.PubSub;

/// <summary>Rules of routes in CEL, with the outcomes that cel-go has for them over an event whose JSON was read by Go.</summary>
public sealed class EventRoutingTests
{
    private const string Event = """
        {"id":"1","specversion":"1.0","type":"order.new","source":"shop","data":{"n":5,"text":"x","list":[1,"q"],"flag":true,"nothing":null,"deep":{"p":"d"}}}
        """;

    [Theory]
    [InlineData("event.type == \"order.new\"", true)]
    [InlineData("event.type=='order.old'", false)]
    [InlineData("event.type == 'order.new' && event.data.n > 3", true)]
    [InlineData("event.type == 'order.old' || event.data.n >= 5.0", true)]
    [InlineData("!(event.data.n < 5) && event.data.flag", true)]
    [InlineData("event.data.n == 5", true)]
    [InlineData("event.type.startsWith('order.') && event.source in ['shop', 'till']", true)]
    [InlineData("event.type.matches('^order[.]n')", true)]
    [InlineData("has(event.subject) && event.subject == 's'", false)]
    [InlineData("has(event.data.deep.p) && event.data.deep['p'] == 'd'", true)]
    [InlineData("event.data.list[1] == 'q' && size(event.data.list) == 2", true)]
    [InlineData("event.data.list.exists(x, x == 'q')", true)]
    [InlineData("event.data.nothing == null", true)]
    [InlineData("type(event.data.n) == double", true)]
    [InlineData("true", true)]
    [InlineData("  event.source == 'shop' ? false : true ", false)]
    public void Rule_ThatCanBeTold_TakesTheEventOrLeavesIt(string match, bool taken)
    {
        Assert.Equal(taken ? "/rule" : "/rest", EventRouting.PathOf(Subscription(match), Encoding.UTF8.GetBytes(Event), out var fault));
        Assert.Equal("", fault);
    }

    [Theory]
    [InlineData("event.subject == 's'", "can't be evaluated")]
    [InlineData("event.data.n.deeper == 1", "can't be evaluated")]
    [InlineData("event.data.text > 3", "can't be evaluated")]
    [InlineData("happening.type == 'order.new'", "can't be evaluated")]
    [InlineData("int(event.source) == 1", "can't be evaluated")]
    [InlineData("event.type.matches('(')", "can't be evaluated")]
    [InlineData("event.type", "order.new, neither true nor false")]
    [InlineData("1", "1, neither true nor false")]
    [InlineData("null", "null, neither true nor false")]
    public void Rule_ThatCantBeTold_IsAFaultAndNoRuleAfterItIsAsked(string match, string expected)
    {
        Assert.Null(EventRouting.PathOf(Subscription(match), Encoding.UTF8.GetBytes(Event), out var fault));
        Assert.Contains(match, fault, StringComparison.Ordinal);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event.type = 'x'")]
    [InlineData("event.")]
    [InlineData("event.type == 'x")]
    [InlineData("&&")]
    public void Rule_ThatIsNoCel_IsNoRule(string match)
    {
        Assert.Null(RouteRule.Parse(match, "/x", out var fault));
        Assert.Contains(match, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void RawSubscription_RulesLookAtTheEnvelope()
    {
        var subscription = Subscription("event.type == 'com.dapr.event.sent' && event.data_base64 == 'AQI=' && event.topic == 't'") with { RawPayload = true };
        Assert.Equal("/rule", EventRouting.PathOf(subscription, new byte[] { 1, 2 }, out _));
    }

    [Fact]
    public void NoRuleIsMet_AndNoDefault_IsNoRoute()
    {
        var subscription = Subscription("event.type == 'order.old'");
        Assert.Null(EventRouting.PathOf(subscription with { Routes = [subscription.Routes[0]] }, Encoding.UTF8.GetBytes(Event), out var fault));
        Assert.Equal("", fault);
    }

    private static Subscription Subscription(string match) => new("bus", "t", [RouteRule.Parse(match, "/rule", out _)!, RouteRule.Always("/rest")], null, null, false);
}
