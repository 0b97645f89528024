using System.Globalization;
using UserRep.Contracts.Events;
using UserRep.Features.Histories;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.Simulation;

/// <summary>
/// A made-up music service: data for a first run that nobody has to download. Events stream in time order, a day at a
/// time, from per-listener random streams; the same options give the same events on every machine and release.
/// </summary>
public sealed class Simulator : IEventSource
{
    private readonly SimulatorOptions _options;
    private readonly Catalogue _catalogue;
    private readonly DateOnly _start;

    public Simulator(SimulatorOptions options)
    {
        if (options.Faults() is { Count: > 0 } faults)
            throw new ArgumentException(string.Join("; ", faults), nameof(options));
        _options = options;
        _catalogue = new Catalogue(options);
        _start = options.EndDate.AddDays(1 - options.Days);
        ItemCategories = _catalogue.Tracks.ToDictionary(t => t.Id, t => t.Categories);
        ItemNames = _catalogue.Tracks.Index().ToDictionary(t => t.Item.Id, t => string.Create(CultureInfo.InvariantCulture, $"Simulated track {t.Index} by artist {t.Item.Artist}"));
    }

    public string Name => $"simulation-{_options.Seed}";

    public bool Simulated => true;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ItemCategories { get; }

    public IReadOnlyDictionary<string, string> ItemNames { get; }

    /// <summary>The instant just after the last simulated day.</summary>
    public DateTimeOffset End => new(_options.EndDate.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    public IEnumerable<SourceEvent> Events()
    {
        var listeners = Enumerable.Range(0, _options.Users).Select(n => new Listener(n, _options, _catalogue)).ToArray();
        var today = new List<SourceEvent>();
        var number = 0;
        for (var day = 0; day < _options.Days; day++)
        {
            foreach (var listener in listeners)
                Live(listener, day, today);
            // OrderBy is stable: equal times stay in listener order, which keeps the numbering deterministic.
            foreach (var e in today.OrderBy(e => e.At))
                yield return e with { EventId = string.Create(CultureInfo.InvariantCulture, $"sim-e-{++number:D6}") };
            today.Clear();
        }
    }

    private void Live(Listener listener, int day, List<SourceEvent> today)
    {
        var begins = Math.Max(0, listener.SignUpDay);
        if (day < begins || day > listener.LastDay)
            return;
        listener.BeginDay(day);
        var date = _start.AddDays(day);
        var midnight = UnixDay.StartMilliseconds(UnixDay.Of(new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero)));
        var earliest = 0L;
        if (day == begins)
            earliest = SignUp(listener, midnight, today);
        var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? listener.Weekend : 1;
        var sessions = listener.Random.Poisson(Math.Min(20, _options.EventsPerUserDay / Session.MeanTracks * listener.Rate * weekend));
        for (var s = 0; s < sessions; s++)
            Session.Play(listener, day, midnight, earliest, today);
    }

    /// <returns>Milliseconds into the day before which this listener does nothing.</returns>
    private long SignUp(Listener listener, long midnight, List<SourceEvent> today)
    {
        var random = listener.Random;
        // Those from before the first day are known from its first minutes on; the others join while the day goes on.
        var joined = listener.SignUpDay < 0 ? random.Below(600_000) : random.Below((int)UnixDay.MillisecondsPerDay * 3 / 4);
        var home = Society.Homes[listener.Home];
        var profile = new Dictionary<string, string>
        {
            [EventConversion.Country] = home.Country,
            [EventConversion.SignedUpOn] = _start.AddDays(listener.SignUpDay).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        if (random.Chance(0.9))
            profile[EventConversion.Language] = random.Chance(0.9) ? home.Language : "en";
        if (random.Chance(0.8))
            profile[EventConversion.AgeBand] = Society.AgeBands[listener.Age].Band;
        today.Add(new SourceEvent(SourceEventKind.Profile, "", listener.Id, midnight + joined) { Profile = profile });
        if (!listener.PicksAtSignUp)
            return joined + 30_000;
        today.Add(new SourceEvent(SourceEventKind.Onboarding, "", listener.Id, midnight + joined + 60_000) { ItemIds = listener.Picks() });
        return joined + 90_000;
    }
}
