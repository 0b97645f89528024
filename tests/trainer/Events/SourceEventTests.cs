using System.Buffers;
using System.Globalization;
using System.Text.Json;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Histories;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;

namespace UserRep.Trainer.Tests.Events;

public class SourceEventTests
{
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    public static TheoryData<SourceEvent> Kinds => new()
    {
        new SourceEvent(SourceEventKind.Interaction, "e1", "u", 1_700_000_000_123) { ItemId = "i", Action = "listen", Weight = 0.1, PlayedMs = 5 },
        new SourceEvent(SourceEventKind.Interaction, "e2", "u", 1_700_000_000_000) { ItemId = "\"ö\n", Action = "like" },
        new SourceEvent(SourceEventKind.Onboarding, "e3", "u", 1_700_000_000_000) { ItemIds = ["a", "b"] },
        new SourceEvent(SourceEventKind.Profile, "e4", "u", 1_700_000_000_000)
        {
            Profile = new Dictionary<string, string> { ["country"] = "SE", ["language"] = "sv", ["signedUpOn"] = "2023-01-01", ["ageBand"] = "18-24", ["plan"] = "x", ["region"] = "y" },
        },
    };

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Data_ReadAsTheWireContract_GivesTheSameUserEvent(SourceEvent e)
    {
        var json = Data(e);
        var read = e.Kind switch
        {
            SourceEventKind.Interaction => EventConversion.Interaction(Read<InteractionEvent>(json), At(json)),
            SourceEventKind.Onboarding => EventConversion.Onboarding(Read<OnboardingEvent>(json), At(json)),
            _ => EventConversion.Profile(Read<ProfileEvent>(json), At(json)),
        };
        Assert.Equal(e.ToUserEvent(), read);
        Assert.Contains(e.CloudEventType, EventTypes.All);
    }

    [Fact]
    public void Replay_BeforeAnInstant_LeavesLaterEventsOut()
    {
        var world = new Simulator(new SimulatorOptions { Users = 20, Items = 50, Days = 30 });
        var cut = world.End.AddDays(-10);
        var histories = HistoryReplay.Histories(world.Events(), cut);
        var expected = world.Events().Where(e => e.Instant < cut).ToList();
        Assert.Equal(expected.Count, histories.Values.Sum(h => h.Days.Sum(d => d.EventHashes.Count)));
        Assert.True(histories.Values.Max(h => h.LastEventAt) < cut.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Log_InAnyOrderWithRepetitions_HasOneFingerprint()
    {
        var world = new Simulator(new SimulatorOptions { Users = 20, Items = 50, Days = 30 });
        var events = world.Events().ToArray();
        var log = Read(events);
        Assert.Equal(events.Length, log.Count);
        Assert.Equal(log.Fingerprint, Read([.. events, .. events[^50..]]).Fingerprint);
        Assert.Equal(log.Fingerprint, Read([.. events.Reverse()]).Fingerprint);
        Assert.NotEqual(log.Fingerprint, Read(events[1..]).Fingerprint);
        Assert.NotEqual(log.Fingerprint, Read([events[0] with { At = events[0].At + 1 }, .. events[1..]]).Fingerprint);

        EventLog Read(SourceEvent[] from) => EventLogReader.Read(from, world.End, _ => { }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Log_AppliedToAHistory_LeavesWhatTheEventsLeave()
    {
        var world = new Simulator(new SimulatorOptions { Users = 20, Items = 50, Days = 30 });
        var expected = HistoryReplay.Histories(world.Events(), world.End);
        var log = EventLogReader.Read(world.Events(), world.End, _ => { }, TestContext.Current.CancellationToken);
        for (var u = 0; u < log.Users.Length; u++)
        {
            var history = new UserHistory { UserId = log.Users[u] };
            foreach (ref readonly var e in log.Of(u))
                log.Apply(e, history);
            Assert.Equal(expected[log.Users[u]], history);
        }
    }

    private static T Read<T>(byte[] json) => JsonSerializer.Deserialize<T>(json, s_web)!;

    private static long At(byte[] json) => DateTimeOffset.Parse(JsonDocument.Parse(json).RootElement.GetProperty("at").GetString()!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static byte[] Data(SourceEvent e)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            e.WriteData(json);
        return buffer.WrittenSpan.ToArray();
    }
}
