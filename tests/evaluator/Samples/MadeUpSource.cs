using UserRep.Evaluator.Samples;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tests.Samples;

/// <summary>Events of a test's own making. A user's person is the id up to its dot.</summary>
internal sealed class MadeUpSource(params IEnumerable<SourceEvent> events) : IEventSource
{
    private const long Day = 86_400_000;

    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => "made up";

    public bool Simulated => false;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ItemCategories { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public string PersonOf(string userId) => userId.Split('.')[0];

    public IEnumerable<SourceEvent> Events() => events.OrderBy(e => e.At);

    public EventLog Log() => EventLogReader.Read(Events(), DateTimeOffset.MaxValue, _ => { }, CancellationToken.None);

    public EvaluationData Data(double testShare = 0.3) => new(Log(), this, testShare, Start.AddDays(35));

    /// <param name="day">After <see cref="Start"/>.</param>
    public static SourceEvent Play(string user, string item, double day) => new(SourceEventKind.Interaction, $"{user}/{item}/{day}", user, At(day)) { ItemId = item, Action = "listen" };

    public static SourceEvent Tell(string user, string name, string value, double day) =>
        new(SourceEventKind.Profile, $"{user}/{name}/{day}", user, At(day)) { Profile = new Dictionary<string, string> { [name] = value } };

    public static SourceEvent Pick(string user, double day, params string[] items) => new(SourceEventKind.Onboarding, $"{user}/picks/{day}", user, At(day)) { ItemIds = items };

    public static long At(double day) => Start.ToUnixTimeMilliseconds() + (long)(day * Day);
}
