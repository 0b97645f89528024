using Google.Protobuf;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;

namespace UserRep.FeatureIngest.Tests.Accepting;

/// <summary>
/// What a user's history must be, worked out from all events at once, without a thought for order or speed. Shares nothing with HistoryEditor, EventConversion or
/// HistoryBound but the sizes that the bound is stated in.
/// </summary>
internal sealed class SlowHistory(string userId)
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxDayBytes = 128 * 1024;

    private readonly Dictionary<(int Day, string EventId), StreamEvent> _events = [];

    public void Add(StreamEvent e) => _events.TryAdd((Day(e), e.EventId), e);

    public UserHistory Build()
    {
        var history = new UserHistory { UserId = userId, LastEventAt = _events.Values.Max(e => e.At) };
        foreach (var group in _events.Values.Where(e => e.Picks is not null).OrderBy(e => (e.At, StableHash.Of(e.EventId))).TakeLast(1))
            history.Onboarding = new OnboardingPicks { At = group.At, EventHash = StableHash.Of(group.EventId), Items = { group.Picks!.Select(StableHash.Of).Distinct().Order() } };
        foreach (var attribute in _events.Values.Where(e => e.Attributes is not null).SelectMany(e => e.Attributes!.Select(a => (a.Key, a.Value, Event: e))).GroupBy(a => a.Key).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var (_, value, e) = attribute.MaxBy(a => (a.Event.At, StableHash.Of(a.Event.EventId)));
            history.Profile.Add(new ProfileValue { Name = attribute.Key, Value = value, At = e.At, EventHash = StableHash.Of(e.EventId) });
        }
        history.Actions.AddRange(_events.Values.Select(e => e.Action).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        history.Days.AddRange(_events.Values.GroupBy(Day).OrderBy(g => g.Key).Select(g => DayOf(history, g.Key, [.. g])));
        Bound(history);
        return Canonical(history);
    }

    /// <summary>A history without what arrival alone decides: numbers of actions, emissions, stamps, counts of what fell off, the place in the directory.</summary>
    public static UserHistory Canonical(UserHistory history)
    {
        var canonical = history.Clone();
        (canonical.Emission, canonical.EmittedDay, canonical.DirectoryPage, canonical.Overflowed) = (0, 0, 0, 0);
        string[] used = [.. history.Days.SelectMany(d => d.Actions).Distinct().Select(a => history.Actions[(int)a]).Order(StringComparer.Ordinal)];
        canonical.Actions.Clear();
        canonical.Actions.AddRange(used);
        foreach (var day in canonical.Days)
        {
            day.MessageStamps.Clear();
            for (var i = 0; i < day.Actions.Count; i++)
                day.Actions[i] = (uint)Array.IndexOf(used, history.Actions[(int)day.Actions[i]]);
        }
        return canonical;
    }

    private static HistoryDay DayOf(UserHistory history, int number, StreamEvent[] events)
    {
        var day = new HistoryDay { Day = number, EventHashes = { events.Select(e => StableHash.Of(e.EventId)).Order() } };
        foreach (var same in events.Where(e => e.Item is not null).GroupBy(e => (Item: StableHash.Of(e.Item!), e.Action)).OrderBy(g => g.Key.Item).ThenBy(g => g.Key.Action, StringComparer.Ordinal))
        {
            day.Items.Add(same.Key.Item);
            day.Actions.Add((uint)history.Actions.IndexOf(same.Key.Action!));
            day.Counts.Add((uint)same.Count());
            day.MilliWeights.Add((long)same.Sum(e => decimal.Round((decimal)(e.Weight ?? 1) * 1000, MidpointRounding.AwayFromZero)));
            day.Milliseconds.Add((ulong)same.Sum(e => e.PlayedMs ?? 0));
        }
        return day;
    }

    /// <summary>A day above its share is empty; of the days the newest stay that there is room for. Both by the final content.</summary>
    private static void Bound(UserHistory history)
    {
        foreach (var day in history.Days.Where(d => Charge(history, d) > MaxDayBytes).ToArray())
            history.Days[history.Days.IndexOf(day)] = new HistoryDay { Day = day.Day, Full = true };
        var bytes = 3 * 256 + 8 * 200 + 128 + history.Profile.Count * (3 * (64 + 128) + 32);
        foreach (var day in history.Days.Reverse().ToArray())
        {
            bytes += day.Full ? MaxDayBytes : Charge(history, day);
            if (bytes > MaxBytes)
                history.FloorDay = Math.Max(history.FloorDay, day.Day);
        }
        foreach (var day in history.Days.Where(d => d.Day <= history.FloorDay).ToArray())
            history.Days.Remove(day);
    }

    private static int Charge(UserHistory history, HistoryDay day) =>
        56 + 35 * day.Items.Count + 12 * day.EventHashes.Count + day.Actions.Distinct().Sum(a => System.Text.Encoding.UTF8.GetByteCount(history.Actions[(int)a]) + 4);

    private static int Day(StreamEvent e) => (int)Math.Floor(e.At / 86_400_000.0);
}
