using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Clocks;
using UserRep.FeatureIngest.Events;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Tests.Events;

public class EventReaderTests
{
    private const string Good = """{"eventId":"e","userId":"u","itemId":"i","action":"listen","at":"2026-06-30T12:00:00Z"}""";
    private const string GoodOnboarding = """{"eventId":"e","userId":"u","itemIds":["a","b"],"at":"2026-06-30T12:00:00Z"}""";
    private const string GoodProfile = """{"eventId":"e","userId":"u","at":"2026-06-30T12:00:00Z","country":"SE","attributes":{"plan":"free"}}""";

    private static readonly DateTimeOffset s_now = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(EventTypes.Interaction, Good, UserEvent.WhatOneofCase.Interaction)]
    [InlineData(EventTypes.Onboarding, GoodOnboarding, UserEvent.WhatOneofCase.Onboarding)]
    [InlineData(EventTypes.Profile, GoodProfile, UserEvent.WhatOneofCase.Profile)]
    public void Read_TypeInEnvelopeOrInData_IsTheSameEvent(string type, string data, UserEvent.WhatOneofCase what)
    {
        var inEnvelope = Read($$"""{"type":"{{type}}","data":{{data}}}""");
        Assert.Equal(what, inEnvelope.Event!.WhatCase);
        Assert.Equal((s_now.ToUnixTimeMilliseconds(), StableHash.Of("e"), "u"), (inEnvelope.Event.At, inEnvelope.Event.EventHash, inEnvelope.Event.UserId));
        // A sidecar gives plain JSON the type com.dapr.event.sent.
        Assert.Equal(inEnvelope.Event, Read($$"""{"type":"com.dapr.event.sent","data":{{With(data, "type", $"\"{type}\"")}}}""").Event);
        Assert.Equal(inEnvelope.Event, Read($$"""{"data":{{With(data, "type", $"\"{type}\"")}}}""").Event);
    }

    [Fact]
    public void Read_TypeInEnvelopeAndAnotherInData_TheEnvelopeCounts() =>
        Assert.Equal(UserEvent.WhatOneofCase.Interaction, Read($$"""{"type":"{{EventTypes.Interaction}}","data":{{With(Good, "type", $"\"{EventTypes.Profile}\"")}}}""").Event!.WhatCase);

    [Theory]
    [InlineData("7", RefusalReasons.NotCloudEvent)]
    [InlineData("null", RefusalReasons.NotCloudEvent)]
    [InlineData("[]", RefusalReasons.NotCloudEvent)]
    [InlineData("\"{}\"", RefusalReasons.NotCloudEvent)]
    [InlineData("{}", RefusalReasons.BodyNotJson)]
    [InlineData("""{"type":"userrep.interaction.v1"}""", RefusalReasons.BodyNotJson)]
    [InlineData("""{"type":"userrep.interaction.v1","data":null}""", RefusalReasons.BodyNotJson)]
    [InlineData("""{"type":"userrep.interaction.v1","data":"{}"}""", RefusalReasons.BodyNotJson)]
    [InlineData("""{"type":"userrep.interaction.v1","data":[1]}""", RefusalReasons.BodyNotJson)]
    [InlineData("""{"type":"userrep.interaction.v1","data_base64":"e30="}""", RefusalReasons.BodyNotJson)]
    [InlineData("""{"data":{}}""", RefusalReasons.UnknownType)]
    [InlineData("""{"type":7,"data":{"type":8}}""", RefusalReasons.UnknownType)]
    [InlineData("""{"type":"userrep.interaction.v2","data":{}}""", RefusalReasons.UnknownType)]
    [InlineData("""{"type":"Userrep.Interaction.V1","data":{}}""", RefusalReasons.UnknownType)]
    [InlineData("""{"type":"userrep.interaction.v1","data":{}}""", RefusalReasons.Invalid)]
    public void Read_NoEvent_IsRefusedWithItsReason(string message, string reason) => AssertRefused(reason, Read(message));

    [Fact]
    public void Read_NoMessageAtAll_IsRefused() => AssertRefused(RefusalReasons.NotCloudEvent, Reader().Read(new TopicEntry("e", default)));

    [Fact]
    public void Read_GarbageBesideGoodEvents_EachIsReadForItself()
    {
        byte[] good = Encoding.UTF8.GetBytes($$"""{"type":"{{EventTypes.Interaction}}","data":{{Good}}}""");
        (byte[] Bytes, string Reason)[] bad =
        [
            ([], RefusalReasons.NotCloudEvent),
            ([0xff, 0xfe, 0], RefusalReasons.NotCloudEvent),
            ([.. good.AsSpan(0, 40), 0xc3, 0x28, .. good.AsSpan(40)], RefusalReasons.NotCloudEvent),
            (good[..^1], RefusalReasons.NotCloudEvent),
            ([.. good, .. good], RefusalReasons.NotCloudEvent),
            (Encoding.UTF8.GetBytes($"{{\"data\":{new string('[', 100_000)}"), RefusalReasons.NotCloudEvent),
            (Encoding.UTF8.GetBytes($"{{\"data\":{new string('[', 100)}{new string(']', 100)}}}"), RefusalReasons.NotCloudEvent),
            (Encoding.UTF8.GetBytes($"{{\"type\":\"{EventTypes.Interaction}\",\"data\":{With(Good, "context", $"\"{new string('x', 1 << 20)}\"")}}}"), RefusalReasons.TooLarge),
        ];
        var body = JsonSerializer.SerializeToElement(bad.SelectMany(b => new[] { good, b.Bytes }).ToArray());
        using var messages = new RawMessages();
        var entries = body.EnumerateArray().Select((m, i) => messages.Read($"{i}", m)).ToArray();
        for (var i = 0; i < bad.Length; i++)
        {
            Assert.NotNull(Reader().Read(entries[2 * i]).Event);
            AssertRefused(bad[i].Reason, Reader().Read(entries[2 * i + 1]));
            Assert.Equal(bad[i].Bytes, entries[2 * i + 1].Original.ToArray());
        }
    }

    [Theory]
    // JSON that parses, with half a character in it: no text can be read from it.
    [InlineData("""{"type":"\ud800","data":{}}""", RefusalReasons.UnknownType)]
    [InlineData("""{"data":{"type":"\ud800"}}""", RefusalReasons.UnknownType)]
    [InlineData("""{"type":"userrep.interaction.v1","data":{"\ud800\ud800":1}}""", RefusalReasons.Malformed)]
    [InlineData("""{"data":{"\ud800\ud800":1}}""", RefusalReasons.UnknownType)]
    [InlineData("""{"\ud800\ud800":1}""", RefusalReasons.BodyNotJson)]
    [InlineData("""{"type":"userrep.interaction.v1","data":{"eventId":"\udc00","userId":"u","itemId":"i","action":"a","at":"2026-06-30T12:00:00Z"}}""", RefusalReasons.Malformed)]
    [InlineData("""{"type":"userrep.profile.v1","data":{"eventId":"e","userId":"u","at":"2026-06-30T12:00:00Z","attributes":{"\ud800":"x"}}}""", RefusalReasons.Malformed)]
    public void Read_HalfACharacter_IsRefusedAndNothingIsThrown(string message, string reason) => AssertRefused(reason, Read(message));

    [Theory]
    [InlineData("eventId", "7")]
    [InlineData("userId", "{}")]
    [InlineData("weight", "\"heavy\"")]
    [InlineData("playedMs", "1.5")]
    [InlineData("playedMs", "99999999999999999999")]
    public void Read_AFieldOfAnotherKind_IsMalformed(string field, string value)
    {
        var reading = Interaction(field, value);
        AssertRefused(RefusalReasons.Malformed, reading);
        Assert.Equal(field, Assert.Single(reading.Faults).Field);
    }

    [Theory]
    [InlineData("eventId", "null")]
    [InlineData("eventId", "\"\"")]
    [InlineData("userId", "\"  \"")]
    [InlineData("itemId", "null")]
    [InlineData("action", "\"\"")]
    [InlineData("at", "null")]
    [InlineData("at", "\"yesterday\"")]
    [InlineData("at", "\"2026-06-30\"")]
    [InlineData("weight", "1000000.5")]
    [InlineData("weight", "-1000001")]
    [InlineData("weight", "1e400")]
    [InlineData("weight", "\"NaN\"")]
    [InlineData("playedMs", "-1")]
    [InlineData("playedMs", "86400001")]
    public void Read_AnInteractionOutOfBounds_IsInvalid(string field, string value)
    {
        var reading = Interaction(field, value);
        AssertRefused(RefusalReasons.Invalid, reading);
        Assert.Equal(field, Assert.Single(reading.Faults).Field);
    }

    [Theory]
    [InlineData("weight", "-1000000")]
    [InlineData("weight", "null")]
    [InlineData("playedMs", "86400000")]
    [InlineData("context", """{"page":[1,{"deep":null}]}""")]
    [InlineData("anything", "\"unknown fields are left alone\"")]
    [InlineData("at", "\"1970-01-01T00:00:00Z\"")]
    public void Read_AnInteractionAtItsBounds_IsTaken(string field, string value) => Assert.NotNull(Interaction(field, value).Event);

    [Theory]
    [InlineData("eventId", 256)]
    [InlineData("userId", 256)]
    [InlineData("itemId", 256)]
    [InlineData("action", 64)]
    public void Read_TextAsLongAsAllowed_IsTakenAndOneMoreIsNot(string field, int length)
    {
        Assert.NotNull(Interaction(field, $"\"{new string('人', length)}\"").Event);
        AssertRefused(RefusalReasons.Invalid, Interaction(field, $"\"{new string('人', length + 1)}\""));
    }

    [Fact]
    public void Read_SeveralFaults_AllAreNamed() => Assert.Equal(3, Read("""{"type":"userrep.interaction.v1","data":{"eventId":"e","userId":"u","playedMs":-1,"at":"x","itemId":"i"}}""").Faults.Count);

    [Theory]
    [InlineData(0, true)]
    [InlineData(300_000, true)]
    [InlineData(300_001, false)]
    public void Read_AheadOfTheClock_IsTakenWithinTheSpan(int aheadMilliseconds, bool taken)
    {
        var reading = Interaction("at", $"\"{s_now.AddMilliseconds(aheadMilliseconds):yyyy-MM-dd'T'HH:mm:ss.fffK}\"");
        if (taken)
            Assert.NotNull(reading.Event);
        else
            AssertRefused(RefusalReasons.TooFarAhead, reading);
    }

    [Theory]
    [InlineData("null", false)]
    [InlineData("[]", false)]
    [InlineData("[\"a\"]", true)]
    [InlineData("[\"a\",\"a\"]", true)]
    [InlineData("[\"a\",\"\"]", false)]
    [InlineData("[null]", false)]
    public void Read_OnboardingItems_AreChecked(string items, bool taken) => Assert.Equal(taken, Onboarding(items).Event is not null);

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Read_OnboardingItems_AreBounded(int count, bool taken) => Assert.Equal(taken, Onboarding(JsonSerializer.Serialize(Enumerable.Range(0, count).Select(i => $"i{i}"))).Event is not null);

    [Theory]
    [InlineData("country", "\"\"", false)]
    [InlineData("country", "null", true)]
    [InlineData("signedUpOn", "\"2026-02-28\"", true)]
    [InlineData("signedUpOn", "\"2026-02-29\"", false)]
    [InlineData("signedUpOn", "\"28.02.2026\"", false)]
    [InlineData("attributes", "null", true)]
    [InlineData("attributes", "{}", true)]
    [InlineData("attributes", """{"a":""}""", false)]
    [InlineData("attributes", """{"a":null}""", false)]
    [InlineData("attributes", """{"":"a"}""", false)]
    public void Read_ProfileValues_AreChecked(string field, string value, bool taken) => Assert.Equal(taken, Profile(field, value).Event is not null);

    [Theory]
    [InlineData(50, 64, 128, true)]
    [InlineData(51, 64, 128, false)]
    [InlineData(1, 65, 128, false)]
    [InlineData(1, 64, 129, false)]
    public void Read_ProfileAttributes_AreBounded(int count, int nameLength, int valueLength, bool taken) =>
        Assert.Equal(taken, Profile("attributes", JsonSerializer.Serialize(Enumerable.Range(0, count).ToDictionary(i => i.ToString().PadLeft(nameLength, 'n'), _ => new string('v', valueLength)))).Event is not null);

    private static EventReading Interaction(string field, string value) => Read($$"""{"type":"{{EventTypes.Interaction}}","data":{{With(Good, field, value)}}}""");

    private static EventReading Onboarding(string items) => Read($$"""{"type":"{{EventTypes.Onboarding}}","data":{{With(GoodOnboarding, "itemIds", items)}}}""");

    private static EventReading Profile(string field, string value) => Read($$"""{"type":"{{EventTypes.Profile}}","data":{{With(GoodProfile, field, value)}}}""");

    private static EventReading Read(string message) => Reader().Read(new TopicEntry("entry", JsonDocument.Parse(message).RootElement));

    private static EventReader Reader() => new(new InteractionValidator(), new OnboardingValidator(), new ProfileValidator(), new AsOfClock(Options.Create(new FeatureIngestOptions()), new FakeTimeProvider(s_now)), Options.Create(new FeatureIngestOptions()));

    /// <summary>The object with one member set; of two with one name the last counts.</summary>
    private static string With(string json, string field, string value) => $"{json[..^1]},\"{field}\":{value}}}";

    private static void AssertRefused(string reason, EventReading reading)
    {
        Assert.Null(reading.Event);
        Assert.Equal(reason, reading.Reason);
        Assert.NotEmpty(reading.Faults);
        Assert.All(reading.Faults, f => Assert.NotEmpty(f.Problem));
    }
}
