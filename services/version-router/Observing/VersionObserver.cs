using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Observing;

/// <summary>
/// Gauges of versions and pins. They are the mesh's and not a replica's: each replica tells the same, within its bounds, so whoever sums them counts double.
/// Coverage and backfills are asked for here, at a pace of their own, and not at each scrape.
/// </summary>
internal sealed partial class VersionObserver : PollingService
{
    private readonly RegistrySnapshot _registry;
    private readonly StoreGateway _store;
    private readonly IngestGateway _ingest;
    private readonly ILogger<VersionObserver> _logger;
    private volatile IReadOnlyList<VersionCounts> _counts = [];

    public VersionObserver(RegistrySnapshot registry, RegistryFollower follower, StoreGateway store, IngestGateway ingest, IMeterFactory factory, IOptions<VersionRouterOptions> options, TimeProvider clock, ILogger<VersionObserver> logger)
        : base(TimeSpan.FromMilliseconds(options.Value.ObserveMilliseconds), clock)
    {
        (_registry, _store, _ingest, _logger) = (registry, store, ingest, logger);
        var meter = factory.Create(VersionRouterInstruments.MeterName);
        meter.CreateObservableGauge("userrep.router.versions", States, "{version}", "Encoder versions, by state.");
        meter.CreateObservableGauge("userrep.router.pin_info", Pins, "{model}", "1 for each pin, by model and version.");
        meter.CreateObservableGauge("userrep.router.registry_age", () => follower.Age is { } age ? [new Measurement<double>(age.TotalSeconds)] : Array.Empty<Measurement<double>>(), "s", "Since this replica last read the registry.");
        meter.CreateObservableGauge("userrep.router.coverage", () => _counts.Select(c => Of(c.Coverage, c)), null, "Share of known users that have a vector, by version that is kept up.");
        meter.CreateObservableGauge("userrep.router.backfill.emitted", () => Backfills(b => b.Emitted), "{user}", "Users that the backfill has emitted, by version that is kept up.");
        meter.CreateObservableGauge("userrep.router.backfill.users", () => Backfills(b => b.Users), "{user}", "Users that the backfill has to emit, by version that is kept up.");
        meter.CreateObservableGauge("userrep.router.backfill.running", () => Backfills(b => b.State is BackfillState.Waiting or BackfillState.Running ? 1 : 0), "{backfill}", "1 while the backfill is under way, by version that is kept up.");
    }

    protected override async Task StepAsync(CancellationToken ct)
    {
        var kept = _registry.Current?.Versions.Where(v => Lifecycle.IsWarm(v.State) || v.State == VersionState.Backfilling).Select(v => v.Version).ToArray() ?? [];
        var backfills = kept.Length == 0 ? [] : await _ingest.BackfillsAsync(ct);
        var counts = new List<VersionCounts>(kept.Length);
        foreach (var version in kept)
            counts.Add(new VersionCounts(version, (await _store.CoverageAsync(version, 0, ct, bytes: false)).Share, backfills.FirstOrDefault(b => b.Version == version)));
        _counts = counts;
    }

    protected override void OnUnreachable(string reason)
    {
        // Old figures would look like new ones.
        _counts = [];
        LogUnreachable(reason);
    }

    private IEnumerable<Measurement<int>> States() =>
        Enum.GetValues<VersionState>().Select(state => new Measurement<int>(_registry.Current?.Versions.Count(v => v.State == state) ?? 0, new KeyValuePair<string, object?>("state", state.ToString())));

    private IEnumerable<Measurement<int>> Pins() =>
        (_registry.Current?.Models ?? []).Where(m => m.Pin is not null).Select(m => new Measurement<int>(1, new("model", m.Model), new("version", m.Pin)));

    private IEnumerable<Measurement<long>> Backfills(Func<BackfillProgress, long> value) =>
        _counts.Where(c => c.Backfill is not null).Select(c => Of(value(c.Backfill!), c));

    private static Measurement<T> Of<T>(T value, VersionCounts counts)
        where T : struct => new(value, new KeyValuePair<string, object?>("version", counts.Version));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Coverage and backfills can't be observed, their metrics are left out: {Reason}")]
    private partial void LogUnreachable(string reason);
}
