namespace UserRep.Trainer.Simulation;

/// <summary>Artists and tracks, and ways to draw one of them.</summary>
internal sealed class Catalogue
{
    private readonly Choice[,] _artistByGenreAndHome;
    private readonly int[][] _artistsOfGenre;
    private readonly Choice[] _trackOfArtist;
    private readonly int[][] _tracksOfArtist;
    private readonly Choice _anyTrack;

    public Catalogue(SimulatorOptions options)
    {
        var random = new StableRandom((ulong)options.Seed, stream: 1);
        var artists = Math.Max(1, options.Items / 12);
        var genres = Society.Genres.Length;
        var homes = new Choice(Society.Homes.Select(h => h.Share));
        // The first artists take one genre each, so that none is empty as long as there are enough artists.
        var genreShare = new Choice(Enumerable.Range(0, genres).Select(g => 1 / (g + 3.0)));
        ArtistGenre = [.. Enumerable.Range(0, artists).Select(a => a < genres ? a : genreShare.Draw(random))];
        var artistHome = Enumerable.Range(0, artists).Select(_ => homes.Draw(random)).ToArray();
        var artistPopularity = Enumerable.Range(0, artists).Select(_ => Math.Exp(1.2 * random.Gaussian())).ToArray();

        var artistShare = new Choice(artistPopularity.Select(Math.Sqrt));
        Tracks = [.. Enumerable.Range(0, options.Items).Select(i => NewTrack(i, i < artists ? i : artistShare.Draw(random), options.Days, random))];
        _anyTrack = new Choice(Tracks.Select(t => t.Popularity * artistPopularity[t.Artist]));
        _tracksOfArtist = [.. Enumerable.Range(0, artists).Select(a => Enumerable.Range(0, Tracks.Count).Where(t => Tracks[t].Artist == a).ToArray())];
        _trackOfArtist = [.. _tracksOfArtist.Select(own => new Choice(own.Select(t => Tracks[t].Popularity)))];

        _artistsOfGenre = [.. Enumerable.Range(0, genres).Select(g => Enumerable.Range(0, artists).Where(a => ArtistGenre[a] == g).DefaultIfEmpty(g % artists).ToArray())];
        _artistByGenreAndHome = new Choice[genres, Society.Homes.Length];
        for (var g = 0; g < genres; g++)
        {
            for (var h = 0; h < Society.Homes.Length; h++)
                _artistByGenreAndHome[g, h] = new Choice(_artistsOfGenre[g].Select(a => artistPopularity[a] * (artistHome[a] == h ? 4 : 1)));
        }
    }

    public IReadOnlyList<Track> Tracks { get; }

    public int[] ArtistGenre { get; }

    /// <summary>Popularity decides, with a liking for artists of one's own country.</summary>
    public int DrawArtist(int genre, int home, StableRandom random) => _artistsOfGenre[genre][_artistByGenreAndHome[genre, home].Draw(random)];

    public int DrawTrackOf(int artist, StableRandom random) => _tracksOfArtist[artist][_trackOfArtist[artist].Draw(random)];

    public int DrawTrack(StableRandom random) => _anyTrack.Draw(random);

    private Track NewTrack(int number, int artist, int days, StableRandom random)
    {
        var genre = ArtistGenre[artist];
        var categories = new List<string> { "genre:" + Society.Genres[genre] };
        var second = random.Below(Society.Genres.Length);
        if (random.Chance(0.25) && second != genre)
            categories.Add("genre:" + Society.Genres[second]);
        // Moods lean on the genre, so that content says something that genre alone does not, but not pure noise.
        categories.Add("mood:" + Society.Moods[random.Chance(0.6) ? genre % Society.Moods.Length : random.Below(Society.Moods.Length)]);
        var release = random.Chance(0.12) ? random.Below(days) : -1;
        categories.Add("era:" + Society.Eras[release >= 0 ? ^1 : random.Below(Society.Eras.Length)]);
        return new Track($"track-{number:D5}", artist, genre, 120_000 + random.Below(240) * 1_000, release, Math.Exp(random.Gaussian()), categories);
    }
}
