using UserRep.Trainer.Events;

namespace UserRep.Trainer.Tests.Training;

/// <summary>Events of a test's own making.</summary>
internal sealed class ListSource(IEnumerable<SourceEvent> events, IReadOnlyDictionary<string, IReadOnlyList<string>>? categories = null) : IEventSource
{
    public const long Day = 86_400_000;

    public static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);

    public string Name => "list";

    public bool Simulated => false;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ItemCategories { get; } = categories ?? new Dictionary<string, IReadOnlyList<string>>();

    public IEnumerable<SourceEvent> Events() => events.OrderBy(e => e.At);

    /// <param name="day">After <see cref="Start"/>.</param>
    public static SourceEvent Play(string user, string item, double day, double? weight = null) =>
        new(SourceEventKind.Interaction, $"{user}/{item}/{day}", user, Start.ToUnixTimeMilliseconds() + (long)(day * Day)) { ItemId = item, Action = "listen", Weight = weight };

    public static SourceEvent Tell(string user, string name, string value, double day) =>
        new(SourceEventKind.Profile, $"{user}/{name}/{day}", user, Start.ToUnixTimeMilliseconds() + (long)(day * Day)) { Profile = new Dictionary<string, string> { [name] = value } };

    /// <summary>A small world of users who each play a few neighbouring items.</summary>
    public static IEnumerable<SourceEvent> World(int users = 60, int items = 12, Func<int, double?>? weight = null) =>
        Enumerable.Range(0, users).SelectMany(u => Enumerable.Range(0, 8).Select(i => Play($"u{u}", $"i{(u + i % 4) % items}", i + u % 5 * 0.1, weight?.Invoke(u))));
}
