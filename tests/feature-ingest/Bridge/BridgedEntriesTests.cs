using System.Text;
using MassTransit;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Events;
using UserRep.FeatureIngest.Accepting;
using UserRep.FeatureIngest.Bridge;
using UserRep.FeatureIngest.Clocks;
using UserRep.FeatureIngest.DeadLetters;
using UserRep.FeatureIngest.Events;
using UserRep.ServiceDefaults.Telemetry;
using UserRep.ServiceDefaults.Topics;
using UserRep.Tests.Shared;

namespace UserRep.FeatureIngest.Tests.Bridge;

public sealed class BridgedEntriesTests : IDisposable
{
    private const string MassTransitJson = "application/vnd.masstransit+json";
    private const string Data = """{"eventId":"e","userId":"u","itemId":"i","action":"like","at":"2026-06-30T12:00:00Z"}""";

    private readonly RawMessages _messages = new();

    private static string Urn => MessageUrn.ForTypeString<InteractionEvent>();

    public void Dispose() => _messages.Dispose();

    [Fact]
    public void Read_EachFormOfOneEvent_IsTheSameEvent()
    {
        var typed = Data.Replace("{", $$"""{"type":"{{EventTypes.Interaction}}",""");
        IncomingMessage[] forms =
        [
            Message($$"""{"messageId":"m","messageType":["urn:message:Other:Thing","{{Urn}}"],"sentTime":"2026-06-30T12:00:01Z","message":{{Data}}}""", MassTransitJson),
            Message($$"""{"specversion":"1.0","id":"m","source":"shop","type":"{{EventTypes.Interaction}}","data":{{Data}}}""", "application/cloudevents+json"),
            Message(typed, "application/json") with { Id = "m" },
            Message(typed) with { Types = ["com.example.thing"] },
            Message(Data) with { Types = [Urn.ToUpperInvariant()] },
            Message(Data) with { Types = [EventTypes.Interaction] },
        ];
        var readings = forms.Select(f => Reader().Read(Read(f))).ToArray();
        Assert.All(readings, r => Assert.Equal(readings[0].Event!, r.Event));
        Assert.Equal(("u", StableHash.Of("e")), (readings[0].Event!.UserId, readings[0].Event!.EventHash));
    }

    [Fact]
    public void Identity_OfAMessage_IsItsMessageIdOrItsBytes()
    {
        var envelope = $$"""{"messageId":"m","messageType":["{{Urn}}"],"message":{{Data}}}""";
        var same = new[]
        {
            Message(Data) with { Id = "m" },
            // Whatever is in it and whoever delivers it, as for a CloudEvent's id.
            Message("no json") with { Id = "m" },
            Message(envelope, MassTransitJson) with { Id = "m" },
            Message(envelope, MassTransitJson),
        };
        Assert.Single(same.Select(m => MessageIdentity.Hash(Read(m))).Distinct());
        Assert.Single(same.Select(m => MessageIdentity.LetterId(Read(m))).Distinct());
        IncomingMessage[] others = [same[0], same[0] with { Id = "m2" }, same[0] with { Sender = "shop" }, Message(Data), Message(Data + " "), Message("no json"), Message("no  json"), Message("")];
        Assert.Equal(others.Length - 1, others.Select(m => MessageIdentity.Hash(Read(m))).Distinct().Count());
        Assert.Equal(MessageIdentity.Hash(Read(Message(Data))), MessageIdentity.Hash(Read(Message(Data))));
    }

    [Fact]
    public void Read_AMessageOfATrace_CarriesItWhereTheMessageHasAnId()
    {
        var trace = TestSpans.TraceParent();
        var envelope = $$"""{"messageId":"m","messageType":["{{Urn}}"],"message":{{Data}}}""";

        Assert.Equal(trace, TraceParents.Sampled(Read(Message(envelope, MassTransitJson) with { TraceParent = trace })));
        Assert.Equal(trace, TraceParents.Sampled(Read(Message(Data) with { Id = "m", TraceParent = trace })));
        Assert.Equal("", TraceParents.Sampled(Read(Message(Data) with { Id = "m", TraceParent = "\"}" })));
        // Published once more in another trace, it is still the same message.
        var (once, again) = (Message(Data) with { TraceParent = trace }, Message(Data) with { TraceParent = TestSpans.TraceParent() });
        Assert.Equal(MessageIdentity.Hash(Read(once)), MessageIdentity.Hash(Read(again)));
    }

    [Theory]
    [InlineData("{ cut", null, null, RefusalReasons.NotCloudEvent)]
    [InlineData("", null, null, RefusalReasons.NotCloudEvent)]
    [InlineData("[1]", "m", null, RefusalReasons.BodyNotJson)]
    [InlineData("\u0000\u0001", "m", MassTransitJson, RefusalReasons.BodyNotJson)]
    [InlineData("""{"messageType":7,"message":"text"}""", "m", MassTransitJson, RefusalReasons.BodyNotJson)]
    public void Read_WhatHoldsNoEvent_IsRefusedAndKeepsItsBytes(string body, string? id, string? contentType, string reason)
    {
        var entry = Read(Message(body, contentType) with { Id = id });
        Assert.Equal(reason, Reader().Read(entry).Reason);
        Assert.Equal(body, Encoding.UTF8.GetString(entry.Original.Span));
    }

    [Fact]
    public void Read_AMessageTooLargeToKeep_IsRefusedByItsLength()
    {
        var entry = Read(Message($$"""{"eventId":"{{new string('x', 1024 * 1024)}}"}""") with { Id = "m" });
        Assert.Equal(RefusalReasons.TooLarge, Reader().Read(entry).Reason);
    }

    [Fact]
    public void Read_AnUnknownMassTransitType_IsRefusedByItsName()
    {
        var reading = Reader().Read(Read(Message($$"""{"messageId":"m","messageType":["urn:message:Other:Thing"],"message":{{Data}}}""", MassTransitJson)));
        Assert.Equal(RefusalReasons.UnknownType, reading.Reason);
        Assert.Contains("urn:message:Other:Thing", Assert.Single(reading.Faults).Problem);
    }

    [Fact]
    public void Replay_OfARefusedEnvelope_IsTheEventOverDapr()
    {
        var refused = Read(Message($$"""{"messageId":"m","messageType":["{{Urn}}"],"message":{{Data.Replace("2026-06-30T12:00:00Z", "yesterday")}}}""", MassTransitJson));
        var reading = Reader().Read(refused);
        Assert.Equal(RefusalReasons.Invalid, reading.Reason);
        var letter = DeadLetterPublisher.Of(refused, reading.Reason, reading.Faults, DateTimeOffset.UnixEpoch);
        Assert.Equal("u", letter.UserId);
        var stored = new StoredLetter { Entry = new LetterEntry { Id = letter.Id, OriginalLength = letter.OriginalLength }, Original = Google.Protobuf.ByteString.CopyFrom(letter.Original) };

        var replay = _messages.Parse("", ReplayMessage.TryBuild(stored, Encoding.UTF8.GetBytes(Data), 1, out _));

        Assert.Equal("u", Reader().Read(replay).Event!.UserId);
        Assert.Equal(letter.Id, MessageIdentity.LetterId(replay));
    }

    private TopicEntry Read(IncomingMessage message) => BridgedEntries.Read(_messages, message);

    private static IncomingMessage Message(string body, string? contentType = null) => new(Encoding.UTF8.GetBytes(body), contentType);

    private static EventReader Reader()
    {
        var options = Options.Create(new FeatureIngestOptions());
        var clock = new AsOfClock(options, new FakeTimeProvider(new DateTimeOffset(2026, 6, 30, 12, 0, 0, TimeSpan.Zero)));
        return new EventReader(new InteractionValidator(), new OnboardingValidator(), new ProfileValidator(), clock, options);
    }
}
