namespace UserRep.Trainer.Simulation;

/// <summary>One simulated person: who they are, what they like now, when they listen.</summary>
internal sealed class Listener
{
    private const int Favourites = 6;
    private const int RecentTracks = 24;

    private readonly Catalogue _catalogue;
    private readonly double[] _before;
    private readonly double[] _after;
    private readonly int _driftStart;
    private readonly int _driftDays;
    private readonly int[] _favourites = new int[Favourites];
    private readonly int[] _recent = new int[RecentTracks];
    private int _recentCount;
    private Choice _taste;

    public Listener(int number, SimulatorOptions options, Catalogue catalogue)
    {
        _catalogue = catalogue;
        Random = new StableRandom((ulong)options.Seed, (ulong)number + 1_000);
        Id = $"u{number:D5}";
        Home = new Choice(Society.Homes.Select(h => h.Share)).Draw(Random);
        Age = new Choice(Society.AgeBands.Select(a => a.Share)).Draw(Random);
        // Just under half were there before the first day; the rest join evenly over the span.
        SignUpDay = Random.Chance(0.45) ? -1 - Random.Below(900) : Random.Below(options.Days);
        PicksAtSignUp = Random.Chance(0.6);
        var firstDay = Math.Max(0, SignUpDay);
        LastDay = Random.Chance(0.3) ? firstDay + (int)Random.Exponential(70) : int.MaxValue;
        // Log-normal with mean 1: most are light, a few listen all day.
        Rate = Math.Exp(1.1 * Random.Gaussian() - 0.605);
        PeakHour = Random.Chance(0.6) ? 18 + 2.5 * Random.Gaussian() : 8.5 + 1.5 * Random.Gaussian();
        Weekend = Math.Exp(0.5 * Random.Gaussian());
        _before = NewTaste();
        _after = Random.Chance(0.5) ? NewTaste() : _before;
        _driftStart = Random.Below(options.Days);
        _driftDays = 20 + Random.Below(120);
        _taste = new Choice(_before);
        BeginDay(firstDay);
        for (var f = 0; f < Favourites; f++)
            _favourites[f] = DrawArtist();
    }

    public StableRandom Random { get; }

    public string Id { get; }

    public int Home { get; }

    public int Age { get; }

    /// <summary>Negative for those who joined before the first simulated day.</summary>
    public int SignUpDay { get; }

    public bool PicksAtSignUp { get; }

    /// <summary>The day after which a churner never comes back.</summary>
    public int LastDay { get; }

    public double Rate { get; }

    public double PeakHour { get; }

    /// <summary>Activity on Saturdays and Sundays against weekdays.</summary>
    public double Weekend { get; }

    /// <summary>Tastes drift day by day, and now and then a new favourite takes an old one's place.</summary>
    public void BeginDay(int day)
    {
        if (!ReferenceEquals(_before, _after))
        {
            var share = Math.Clamp((day - _driftStart) / (double)_driftDays, 0, 1);
            _taste = new Choice(_before.Zip(_after, (b, a) => b * (1 - share) + a * share));
        }
        if (Random.Chance(0.02))
            _favourites[Random.Below(Favourites)] = DrawArtist();
    }

    public string[] Picks()
    {
        var picks = new HashSet<string>();
        for (var i = 3 + Random.Below(5); i > 0; i--)
            picks.Add(_catalogue.Tracks[_catalogue.DrawTrackOf(Random.Chance(0.7) ? Favourite() : DrawArtist(), Random)].Id);
        return [.. picks];
    }

    /// <summary>A track to play and whether it is after the listener's own taste.</summary>
    public (Track Track, bool Liked) NextTrack(int day)
    {
        var how = Random.Next();
        var index = how switch
        {
            < 0.15 when _recentCount > 0 => _recent[Random.Below(Math.Min(_recentCount, RecentTracks))],
            < 0.55 => _catalogue.DrawTrackOf(Favourite(), Random),
            < 0.93 => _catalogue.DrawTrackOf(DrawArtist(), Random),
            _ => _catalogue.DrawTrack(Random),
        };
        // What isn't out yet can't be played; the back catalogue is nine tenths, so this ends quickly.
        while (_catalogue.Tracks[index].ReleaseDay > day)
            index = _catalogue.DrawTrack(Random);
        _recent[_recentCount++ % RecentTracks] = index;
        return (_catalogue.Tracks[index], how < 0.93);
    }

    private int Favourite() => _favourites[Random.Below(Favourites)];

    private int DrawArtist() => _catalogue.DrawArtist(_taste.Draw(Random), Home, Random);

    /// <summary>Two or three genres make up most of a taste; age and country lean on which.</summary>
    private double[] NewTaste()
    {
        var taste = new double[Society.Genres.Length];
        for (var g = 0; g < taste.Length; g++)
        {
            var leaning = (g + 2 * Age) % 7 == 0 || (g + Home) % 6 == 0 ? 2.5 : 1;
            taste[g] = leaning * Math.Pow(Random.Exponential(1), 3);
        }
        return taste;
    }
}
