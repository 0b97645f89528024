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
        Assert.InRange(expected.CalculateSize(), 1, HistoryBound.MaxBytes);
        for (var seed = 0; seed < 3; seed++)
        {
            var shuffled = events.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(expected, Fill(shuffled));
        }
        Assert.Equal(expected, Fill(events.Reverse()));
    }

    [Fact]
    public void Apply_ADayAboveItsShare_IsEmptiedInAnyOrderAndTheOthersStay()
    {
        // A machine's day between two of a person.
        var events = Enumerable.Range(0, 8000).Select(i => (Day: 100, Id: (ulong)i)).Concat(Enumerable.Range(0, 20).Select(i => (Day: i < 10 ? 99 : 101, Id: 10_000 + (ulong)i))).ToArray();
        var expected = Fill(events);
        Assert.Equal([(99, 10, false), (100, 0, true), (101, 10, false)], expected.Days.Select(d => (d.Day, d.EventHashes.Count, d.Full)));
        Assert.Equal((8000, 0), (expected.Overflowed, expected.FloorDay));
        Assert.Equal(ApplyResult.Overflowed, HistoryEditor.Interaction(expected.Clone(), 1, 100 * Day, 1, "a", 1, 0));
        for (var seed = 0; seed < 3; seed++)
        {
            var shuffled = events.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(expected, Fill(shuffled));
        }
    }

    [Fact]
    public void Apply_DaysThatGiveWayToAMachinesDay_GiveWayInAnyOrder()
    {
        // 127 and 128 KiB fit, and a third such day doesn't; whether the machine's day is emptied first must not matter.
        var events = (from day in Enumerable.Range(98, 3) from i in Enumerable.Range(0, day == 100 ? 9000 : 2500) select (Day: day, Id: (ulong)(day * 10_000 + i))).ToArray();
        var expected = Fill(events);
        Assert.Equal([(99, false), (100, true)], expected.Days.Select(d => (d.Day, d.Full)));
        Assert.Equal(98, expected.FloorDay);
        for (var seed = 0; seed < 3; seed++)
        {
            var shuffled = events.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(expected, Fill(shuffled));
        }
        Assert.Equal(expected, Fill(events.Reverse()));
    }

    [Fact]
    public void Apply_WhateverTheEvents_StaysWithinTheBound() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var history = New();
            history.UserId = new string('人', 256);
            var (days, items, names) = (1 + random.Next(60), 1 + random.Next(100_000), 1 + random.Next(3000));
            for (var i = 0; i < 6000; i++)
            {
                var at = (20_000 + random.Next(days)) * Day;
                if (random.Next(20) == 0)
                    HistoryEditor.Profile(history, (ulong)i, at, Enumerable.Range(0, 50).Select(a => KeyValuePair.Create($"{random.Next(300)}".PadLeft(64, '名'), new string('値', 128))));
                else if (random.Next(100) == 0)
                    HistoryEditor.Onboarding(history, (ulong)i, at, [.. Enumerable.Range(0, 200).Select(p => (ulong)random.NextInt64())]);
                else
                    HistoryEditor.Interaction(history, (ulong)random.NextInt64(), at, (ulong)random.Next(items), $"{random.Next(names)}".PadLeft(64, '為'), random.NextInt64(-1_000_000_000, 1_000_000_000), (ulong)random.Next(86_400_000), (uint)i);
            }
            Assert.InRange(history.CalculateSize(), 1, HistoryBound.MaxBytes);
            Assert.InRange(history.Profile.Count, 0, HistoryBound.MaxAttributes);
            Assert.All(history.Days.SelectMany(d => d.Actions), a => Assert.InRange((int)a, 0, history.Actions.Count - 1));
            return true;
        }).Check(s_config.WithMaxTest(8));

    [Fact]
    public void Apply_ManyActionNames_FallOffTheSameInAnyOrder()
    {
        var events = (from day in Enumerable.Range(100, 20) from i in Enumerable.Range(0, 100) select (Day: day, Id: (ulong)(day * 1000 + i))).ToArray();
        UserHistory FillNamed(IEnumerable<(int Day, ulong Id)> some)
        {
            var history = New();
            foreach (var (day, id) in some)
                HistoryEditor.Interaction(history, id, day * Day, id % 7, $"{id}".PadLeft(64, '為'), 1000, 1);
            return history;
        }
        var expected = FillNamed(events);
        Assert.InRange(expected.Days.Count, 2, 19);
        Assert.Equal(expected.Days.Count * 100, expected.Actions.Count);
        for (var seed = 0; seed < 3; seed++)
        {
            var shuffled = events.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(Meaning(expected), Meaning(FillNamed(shuffled)));
        }
    }

    [Fact]
    public void Apply_TooManyAttributes_KeepsTheNamedOnesAndTheSameOfTheRestInAnyOrder()
    {
        var values = Enumerable.Range(0, 150).Select(i => KeyValuePair.Create($"a{i}", $"v{i}")).Append(new("country", "SE")).ToArray();
        UserHistory FillProfile(KeyValuePair<string, string>[] some)
        {
            var history = New();
            foreach (var part in some.Chunk(7))
                HistoryEditor.Profile(history, StableHash.Of(part[0].Key), 100 * Day, part);
            return history;
        }
        var expected = FillProfile(values).Profile.Select(p => (p.Name, p.Value)).ToArray();
        Assert.Equal(HistoryBound.MaxAttributes, expected.Length);
        Assert.Contains(("country", "SE"), expected);
        for (var seed = 0; seed < 3; seed++)
        {
            new Random(seed).Shuffle(values);
            var history = FillProfile(values);
            Assert.Equal(expected, history.Profile.Select(p => (p.Name, p.Value)));
            Assert.Equal(values.Length - expected.Length, history.AttributesOverflowed);
        }
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
