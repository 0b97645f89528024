using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace UserRep.Client.Telemetry;

/// <summary>Metrics and traces of the client: add the meter and the source of this name to OpenTelemetry.</summary>
internal sealed class ClientInstruments
{
    private const string None = "none";

    private static readonly ActivitySource s_source = new(ClientTelemetry.ActivitySourceName);

    private readonly string _model;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _users;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _headChanges;

    public ClientInstruments(IMeterFactory factory, IOptions<UserRepresentationsOptions> options)
    {
        _model = options.Value.Model;
        var meter = factory.Create(ClientTelemetry.MeterName);
        _duration = meter.CreateHistogram("userrep.client.read.duration", "s", "Whole reads, retries included; status is ok or the code of what went wrong.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        _users = meter.CreateCounter<long>("userrep.client.users", "{user}", "Users asked for, by status.");
        _retries = meter.CreateCounter<long>("userrep.client.retries", "{call}", "Calls made again, by the code of what went wrong.");
        _headChanges = meter.CreateCounter<long>("userrep.client.head_changes", "{change}", "Times that the version served was another than before.");
    }

    public Activity? Begin(int users)
    {
        var activity = s_source.StartActivity("userrep read", ActivityKind.Client);
        activity?.SetTag("userrep.model", _model).SetTag("userrep.users", users);
        return activity;
    }

    public void OnAnswer(UserRepresentations answer, TimeSpan took, Activity? activity)
    {
        var versions = string.Join(',', answer.Groups.Select(g => g.EncoderVersion));
        _duration.Record(took.TotalSeconds, new("model", _model), new("version", versions), new("status", "ok"));
        activity?.SetTag("userrep.version", versions);
        Span<long> counts = stackalloc long[Enum.GetValues<RepresentationStatus>().Length];
        for (var g = 0; g < answer.Groups.Count; g++)
        {
            counts.Clear();
            for (var i = 0; i < answer.Count; i++)
            {
                if (answer.Columns.Groups[i] == g)
                    counts[(int)answer.Columns.Statuses[i]]++;
            }
            foreach (var status in Enum.GetValues<RepresentationStatus>())
            {
                if (counts[(int)status] > 0)
                    _users.Add(counts[(int)status], new("model", _model), new("version", answer.Groups[g].EncoderVersion), new("status", status.ToString()));
            }
        }
    }

    public void OnFailure(string code, TimeSpan took, Activity? activity)
    {
        _duration.Record(took.TotalSeconds, new("model", _model), new("version", None), new("status", code));
        activity?.SetTag("error.type", code).SetStatus(ActivityStatusCode.Error, code);
    }

    public void OnRetry(string code) => _retries.Add(1, new("model", _model), new("status", code));

    public void OnHeadChange(HeadChange change) => _headChanges.Add(1, new("model", _model), new("version", change.To), new("assignment", change.Assignment));
}
