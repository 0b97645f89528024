using System.Diagnostics.Metrics;

namespace UserRep.Encoder;

internal sealed class EncoderInstruments
{
    public const string MeterName = "UserRep.Encoder";

    private readonly Counter<long> _users;
    private readonly Histogram<int> _batch;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _unknownItems;
    private readonly Counter<double> _compute;

    public EncoderInstruments(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _users = meter.CreateCounter<long>("userrep.encoder.vectors", "{vector}", "Vectors computed, by version and lane.");
        _batch = meter.CreateHistogram<int>("userrep.encoder.batch_rows", "{row}", "Rows in one run of a session.");
        _refused = meter.CreateCounter<long>("userrep.encoder.refused", "{message}", "Messages that are not features, or bundles that could not be loaded, by reason.");
        _unknownItems = meter.CreateCounter<long>("userrep.encoder.unknown_items", "{activity}", "Activities, by item and day, whose item the version has no vector of.");
        _compute = meter.CreateCounter<double>("userrep.encoder.compute", "s", "Time in which workers built features and ran sessions, by version.");
    }

    public void OnEncoded(string version, string lane, int users) => _users.Add(users, new("version", version), new("lane", lane));

    public void OnRun(int rows) => _batch.Record(rows);

    public void OnUnknownItems(string version, int activities)
    {
        if (activities > 0)
            _unknownItems.Add(activities, new KeyValuePair<string, object?>("version", version));
    }

    public void OnComputed(string version, TimeSpan time) => _compute.Add(time.TotalSeconds, new KeyValuePair<string, object?>("version", version));

    public void OnRefused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
