using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Histories;

namespace UserRep.Features.Tests.Histories;

/// <summary>What the trainer's history tests leave open: splits with a store in between, the size bound, ties, stamps.</summary>
public class HistoryEditorTests
{
    private const long Day = UnixDay.MillisecondsPerDay;
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(12345678901234567, 98765432109876543);

    [Fact]
    public void Apply_AnyOrderRepetitionAndSplit_GivesTheSameHistory() =>
        Prop.ForAll<int[], int>((codes, seed) =>
        {
            var expected = Meaning(codes.Distinct().Aggregate(New(), Apply));
            var shuffled = codes.Concat(codes).ToArray();
            var random = new Random(seed);
            random.Shuffle(shuffled);
            var history = New();
            foreach (var code in shuffled)
            {
                history = Apply(history, code);
                // A batch ends: the history goes to the store and comes back.
                if (random.Next(4) == 0)
                    history = UserHistory.Parser.ParseFrom(history.ToByteArray());
            }
            return Meaning(history) == expected;
        }).Check(s_config);

    [Fact]
    public void Apply_OverTheSizeBound_KeepsTheSameNewestDaysInAnyOrder()
    {
        // 40 days of 250 activities each take about twice what a history may hold.
        var events = (from day in Enumerable.Range(100, 40) from i in Enumerable.Range(0, 250) select (Day: day, Id: (ulong)(day * 1000 + i))).ToArray();
        var expected = Fill(events);
        Assert.InRange(expected.Days.Count, 2, 39);
        Assert.Equal(139, expected.Days[^1].Day);
        Assert.Equal(expected.Days[0].Day - 1, expected.FloorDay);
        Assert.All(expected.Days, d => Assert.Equal(250, d.Items.Count));
        Assert.Equal(events.Length, expected.Overflowed + expected.Days.Sum(d => d.EventHashes.Count));
        Assert.InRange(expected.CalculateSize(), 1, HistoryEditor.MaxBytes);
        for (var seed = 0; seed < 3; seed++)
        {
            var shuffled = events.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(expected, Fill(shuffled));
        }
        Assert.Equal(expected, Fill(events.Reverse()));
    }

    [Fact]
    public void Apply_OneDayAboveTheBound_IsKeptAndTheDaysBeforeItAreNot()
    {
        var history = Fill(from i in Enumerable.Range(0, 8000) select (i < 10 ? 99 : 100, (ulong)i));
        Assert.Equal((100, 99, 10L), (Assert.Single(history.Days).Day, history.FloorDay, history.Overflowed));
        Assert.Equal(ApplyResult.Overflowed, HistoryEditor.Interaction(history, 1, 99 * Day, 1, "a", 1, 0));
        Assert.Equal(11, history.Overflowed);
    }

    [Fact]
    public void Apply_PicksAndProfileOfADayThatFellOff_CountInAnyOrder()
    {
        UserEvent[] early =
        [
            new() { UserId = "u", EventHash = 1, At = 50 * Day, Onboarding = new Onboarding { Items = { 5 } } },
            new() { UserId = "u", EventHash = 2, At = 51 * Day, Profile = new Profile { Values = { ["country"] = "SE" } } },
        ];
        var filling = (from day in Enumerable.Range(100, 40) from i in Enumerable.Range(0, 250) select (Day: day, Id: (ulong)(day * 1000 + i))).ToArray();
        var first = New();
        foreach (var e in early)
            Assert.Equal(ApplyResult.Accepted, HistoryEditor.Apply(first, e));
        Fill(filling, first);
        var last = Fill(filling);
        foreach (var e in early)
            Assert.Equal(ApplyResult.Accepted, HistoryEditor.Apply(last, e));
        Assert.Equal([5ul], first.Onboarding.Items);
        Assert.Equal("SE", Assert.Single(first.Profile).Value);
        Assert.Equal(first, last);
    }

    [Theory]
    [InlineData(10, 2, 20, 1, true)]
    [InlineData(20, 1, 10, 9, false)]
    [InlineData(10, 1, 10, 2, true)]
    [InlineData(10, 2, 10, 1, false)]
    public void Profile_LaterTimeOrHigherHash_Wins(long at, ulong hash, long otherAt, ulong otherHash, bool otherWins)
    {
        var history = New();
        HistoryEditor.Profile(history, hash, at, [new("country", "SE"), new("plan", "free")]);
        HistoryEditor.Profile(history, otherHash, otherAt, [new("country", "DE"), new("ageBand", "25-34")]);
        Assert.Equal([("ageBand", "25-34"), ("country", otherWins ? "DE" : "SE"), ("plan", "free")], history.Profile.Select(p => (p.Name, p.Value)));
        var picks = New();
        HistoryEditor.Onboarding(picks, hash, at, [3, 1, 3]);
        HistoryEditor.Onboarding(picks, otherHash, otherAt, [2]);
        Assert.Equal(otherWins ? [2ul] : [1, 3], picks.Onboarding.Items);
    }

    [Theory]
    [InlineData(0u, 0u, ApplyResult.Duplicate)]
    [InlineData(5u, 0u, ApplyResult.Duplicate)]
    [InlineData(0u, 5u, ApplyResult.Duplicate)]
    [InlineData(5u, 6u, ApplyResult.Duplicate)]
    [InlineData(5u, 5u, ApplyResult.Redelivered)]
    public void Apply_AnEventAgain_IsToldByItsStamp(uint stamp, uint again, ApplyResult result)
    {
        var history = New();
        Assert.Equal(ApplyResult.Accepted, HistoryEditor.Interaction(history, 1, 10, 1, "a", 1000, 5, stamp));
        var before = history.Clone();
        Assert.Equal(result, HistoryEditor.Interaction(history, 1, 10, 1, "a", 1000, 5, again));
        Assert.Equal(before, history);
        // The same id on another day is another event: days are remembered apart.
        Assert.Equal(ApplyResult.Accepted, HistoryEditor.Interaction(history, 1, 10 + Day, 1, "a", 1000, 5, again));
    }

    [Fact]
    public void Apply_NoContent_IsABug() => Assert.Throws<ArgumentException>(() => HistoryEditor.Apply(New(), new UserEvent { UserId = "u" }));

    private static UserHistory New() => new() { UserId = "u" };

    private static UserHistory Fill(IEnumerable<(int Day, ulong Id)> events, UserHistory? into = null)
    {
        into ??= New();
        foreach (var (day, id) in events)
            HistoryEditor.Interaction(into, id, day * Day, id, "listen", 1000, 60_000);
        return into;
    }

    /// <summary>The event that a number stands for: few days and instants, so that ties are common.</summary>
    private static UserHistory Apply(UserHistory history, int code)
    {
        var n = (uint)code;
        var at = n % 9 * Day / 2 - Day;
        var e = new UserEvent { UserId = "u", EventHash = StableHash.Of($"{code}"), At = at };
        if (n % 7 == 0)
            e.Onboarding = new Onboarding { Items = { n % 5, n % 3 } };
        else if (n % 7 == 1)
            e.Profile = new Profile { Values = { [n % 2 == 0 ? "country" : "plan"] = $"v{n % 4}" } };
        else
            e.Interaction = new Interaction { Item = n % 6, Action = $"action-{n % 3}", MilliWeight = code * 17L, Milliseconds = n % 1000 };
        HistoryEditor.Apply(history, e);
        return history;
    }

    /// <summary>The history as text, with actions by name: the order of the action table is the one thing that arrival may decide.</summary>
    private static string Meaning(UserHistory history) => string.Join('\n', [
        .. history.Days.Select(d => $"{d.Day}: {d.EventHashes}; {string.Join(',', d.Items.Select((item, i) => $"{item} {history.Actions[(int)d.Actions[i]]} {d.Counts[i]} {d.MilliWeights[i]} {d.Milliseconds[i]}"))}"),
        $"{history.Profile} {history.Onboarding} {history.LastEventAt} {history.FloorDay} {history.Overflowed}"]);
}
