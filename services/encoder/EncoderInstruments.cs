using System.Diagnostics.Metrics;
using UserRep.Encoder.Encoding;
using UserRep.ServiceDefaults.Telemetry;

namespace UserRep.Encoder;

internal sealed class EncoderInstruments
{
    public const string MeterName = "UserRep.Encoder";

    private readonly Meter _meter;
    private readonly Counter<long> _users;
    private readonly Histogram<int> _batch;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _unknownItems;
    private readonly Counter<long> _queueFull;
    private readonly Histogram<double> _messages;
    private readonly Histogram<double> _runs;
    private readonly Histogram<double> _waits;
    private readonly Counter<double> _compute;

    public EncoderInstruments(IMeterFactory factory)
    {
        _meter = factory.Create(MeterName);
        _users = _meter.CreateCounter<long>("userrep.encoder.vectors", "{vector}", "Vectors computed, by version and lane.");
        _batch = _meter.CreateBatchSize("userrep.encoder.batch_rows", "{row}", "Rows in one run of a session.");
        _refused = _meter.CreateCounterFromZero("userrep.encoder.refused", "{message}", "Messages that are not features, or bundles that could not be loaded, by reason.");
        _unknownItems = _meter.CreateCounterFromZero("userrep.encoder.unknown_items", "{activity}", "Activities, by item and day, whose item the version has no vector of.");
        _compute = _meter.CreateCounter<double>("userrep.encoder.compute", "s", "CPU time of building features and running sessions, by version.");
        _queueFull = _meter.CreateCounterFromZero("userrep.encoder.queue.full", "{request}", "Requests that found a lane's queue full, by lane.");
        _messages = _meter.CreateDuration("userrep.encoder.message.duration", "From a message of histories to its vectors being with the broker, by version and lane.");
        _runs = _meter.CreateDuration("userrep.encoder.run.duration", "One run of a session, by version.");
        _waits = _meter.CreateDuration("userrep.encoder.queue.wait", "How long a request waited in its lane's queue for a run.");
    }

    public void OnEncoded(string version, string lane, int users, TimeSpan time)
    {
        _users.Add(users, new("version", version), new("lane", lane));
        _messages.Record(time.TotalSeconds, new("version", version), new("lane", lane));
    }

    public void OnRun(string version, int rows, TimeSpan time)
    {
        _batch.Record(rows);
        _runs.Record(time.TotalSeconds, new KeyValuePair<string, object?>("version", version));
    }

    public void OnQueueFull(EncodeLane lane) => _queueFull.Add(1, Lane(lane));

    public void OnWaited(EncodeLane lane, TimeSpan time) => _waits.Record(time.TotalSeconds, Lane(lane));

    public void OnUnknownItems(string version, int activities)
    {
        if (activities > 0)
            _unknownItems.Add(activities, new KeyValuePair<string, object?>("version", version));
    }

    public void OnComputed(string version, TimeSpan time) => _compute.Add(time.TotalSeconds, new KeyValuePair<string, object?>("version", version));

    public void OnRefused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <param name="waiting">How many requests wait in a lane.</param>
    public void ObserveQueue(Func<EncodeLane, int> waiting) =>
        _meter.CreateObservableGauge(
            "userrep.encoder.queue.depth", () => new[] { EncodeLane.Live, EncodeLane.Backfill }.Select(lane => new Measurement<int>(waiting(lane), Lane(lane))), "{request}", "Requests that wait for a run, by lane.");

    /// <param name="age">Since version-router was last read; null: never.</param>
    public void ObserveVersions(Func<int> loaded, Func<int> missing, Func<TimeSpan?> age)
    {
        _meter.CreateObservableGauge(
            "userrep.encoder.versions", () => new Measurement<int>[] { new(loaded(), new KeyValuePair<string, object?>("state", "loaded")), new(missing(), new KeyValuePair<string, object?>("state", "missing")) },
            "{version}", "Versions that this replica encodes, and that it should but can't load.");
        _meter.CreateObservableGauge("userrep.encoder.versions_age", () => age() is { } known ? [new Measurement<double>(known.TotalSeconds)] : Array.Empty<Measurement<double>>(), "s", "Since this replica last read the versions from version-router.");
    }

    private static KeyValuePair<string, object?> Lane(EncodeLane lane) => new("lane", lane == EncodeLane.Live ? "live" : "backfill");
}
