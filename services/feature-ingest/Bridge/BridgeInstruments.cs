using System.Diagnostics.Metrics;
using UserRep.ServiceDefaults.Telemetry;

namespace UserRep.FeatureIngest.Bridge;

internal sealed class BridgeInstruments
{
    private readonly Counter<long> _messages;
    private readonly Histogram<int> _batches;
    private readonly Counter<long> _notifications;

    public BridgeInstruments(IMeterFactory factory)
    {
        var meter = factory.Create(FeatureIngestInstruments.MeterName);
        _messages = meter.CreateCounter<long>("userrep.bridge.messages", "{message}", "Messages from RabbitMQ by outcome: taken, or to be tried again.");
        _batches = meter.CreateBatchSize("userrep.bridge.batch_messages", "{message}", "Messages in a batch.");
        _notifications = meter.CreateCounter<long>("userrep.bridge.notifications", "{message}", "Notifications published, by type.");
    }

    public void OnBatch(int taken, int retried)
    {
        _batches.Record(taken + retried);
        _messages.Add(taken, new KeyValuePair<string, object?>("outcome", "taken"));
        _messages.Add(retried, new KeyValuePair<string, object?>("outcome", "retried"));
    }

    public void OnNotified(string type) => _notifications.Add(1, new KeyValuePair<string, object?>("type", type));
}
