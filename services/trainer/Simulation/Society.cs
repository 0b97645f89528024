namespace UserRep.Trainer.Simulation;

/// <summary>The fixed names and shares a simulated world is made of.</summary>
internal static class Society
{
    public static readonly string[] Genres =
    [
        "pop", "rock", "hip-hop", "electronic", "indie", "jazz", "classical", "metal", "folk", "soul",
        "reggae", "country", "latin", "afrobeats", "k-pop", "ambient", "punk", "blues", "house", "singer-songwriter",
    ];

    public static readonly string[] Moods = ["calm", "happy", "sad", "energetic", "dark", "romantic", "focus", "party"];

    public static readonly string[] Eras = ["60s", "70s", "80s", "90s", "00s", "10s", "20s"];

    public static readonly (string Country, string Language, double Share)[] Homes =
    [
        ("US", "en", 24), ("GB", "en", 12), ("DE", "de", 10), ("FR", "fr", 8), ("ES", "es", 7), ("MX", "es", 8),
        ("BR", "pt", 9), ("SE", "sv", 4), ("NG", "en", 5), ("KR", "ko", 5), ("JP", "ja", 5), ("IN", "en", 3),
    ];

    public static readonly (string Band, double Share)[] AgeBands =
        [("<18", 8), ("18-24", 26), ("25-34", 28), ("35-44", 18), ("45-54", 11), ("55-64", 6), ("65+", 3)];
}
