using UserRep.LocalMesh.PubSub.Deliveries;
using UserRep.LocalMesh.Sidecars.Subscriptions;

namespace UserRep.LocalMesh.Tests.Sidecars;

public sealed class SubscriptionMetricsTests
{
    [Fact]
    public void Write_OfSubscriptions_IsPrometheusText()
    {
        var text = SubscriptionMetrics.Write([new SubscriptionStats("pubsub", "user\"s", "app") { Backlog = 12, OldestSeconds = 1.5, Delivered = 3 }, new SubscriptionStats("pubsub", "t", "app")]);
        var lines = text.Split('\n');
        Assert.Contains("# TYPE local_mesh_subscription_backlog_messages gauge", lines);
        Assert.Contains("""local_mesh_subscription_backlog_messages{pubsub="pubsub",topic="user\"s",app_id="app"} 12""", lines);
        Assert.Contains("""local_mesh_subscription_oldest_message_age_seconds{pubsub="pubsub",topic="user\"s",app_id="app"} 1.5""", lines);
        Assert.Contains("""local_mesh_subscription_oldest_message_age_seconds{pubsub="pubsub",topic="t",app_id="app"} 0""", lines);
        Assert.Contains("""local_mesh_subscription_delivered_messages_total{pubsub="pubsub",topic="user\"s",app_id="app"} 3""", lines);
        Assert.EndsWith("\n", text);
        // Each name is told once, before its samples.
        Assert.Equal(lines.Count(l => l.StartsWith("# TYPE", StringComparison.Ordinal)), lines.Where(l => l.StartsWith("# TYPE", StringComparison.Ordinal)).Distinct().Count());
    }
}
