using System.Globalization;
using System.Text;
using UserRep.LocalMesh.PubSub.Deliveries;

namespace UserRep.LocalMesh.Sidecars.Subscriptions;

/// <summary>Prometheus' text format of what is known of subscriptions.</summary>
internal static class SubscriptionMetrics
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Gauge = "gauge";
    private const string Counter = "counter";

    private static readonly (string Name, string Type, string Help, Func<SubscriptionStats, double> Value)[] s_metrics =
    [
        ("replicas", Gauge, "Replicas that are delivered to now.", s => s.Replicas),
        ("backlog_messages", Gauge, "Messages stored and not acknowledged.", s => s.Backlog),
        ("in_flight_messages", Gauge, "Of those, being delivered.", s => s.InFlight),
        ("waiting_messages", Gauge, "Of those, failed and waiting for redelivery.", s => s.Waiting),
        ("most_failures", Gauge, "Failures of the message that has failed most.", s => s.MostFailures),
        ("oldest_message_age_seconds", Gauge, "Age of the oldest message not acknowledged; 0 where there is none.", s => s.OldestSeconds ?? 0),
        ("delivered_messages_total", Counter, "Messages that the app has taken.", s => s.Delivered),
        ("redelivered_messages_total", Counter, "Deliveries beyond a message's first.", s => s.Redelivered),
        ("dead_lettered_messages_total", Counter, "Messages moved to the dead-letter topic.", s => s.DeadLettered),
        ("dropped_messages_total", Counter, "Messages that the app dropped, that expired or that no route matched.", s => s.Dropped),
        ("lost_messages_total", Counter, "Messages whose record was gone or damaged.", s => s.Lost),
    ];

    public static string Write(IReadOnlyList<SubscriptionStats> subscriptions)
    {
        var text = new StringBuilder();
        foreach (var (name, type, help, value) in s_metrics)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP local_mesh_subscription_{name} {help}\n# TYPE local_mesh_subscription_{name} {type}\n");
            foreach (var s in subscriptions)
                text.Append(CultureInfo.InvariantCulture, $"local_mesh_subscription_{name}{{pubsub=\"{Label(s.PubSubName)}\",topic=\"{Label(s.Topic)}\",app_id=\"{Label(s.AppId)}\"}} {value(s)}\n");
        }
        return text.ToString();
    }

    private static string Label(string value) => value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
}
