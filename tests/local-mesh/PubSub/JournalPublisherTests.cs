using System.Text;
using UserRep.LocalMesh.PubSub;
using UserRep.LocalMesh.PubSub.Components;
using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.Tests.PubSub;

public sealed class JournalPublisherTests
{
    [Theory]
    [InlineData("app", "bus", "allowed", nameof(PublishStatus.Ok))]
    [InlineData("app", "other", "allowed", nameof(PublishStatus.PubSubNotFound))]
    [InlineData("stranger", "bus", "allowed", nameof(PublishStatus.PubSubNotFound))]
    [InlineData("app", "bus", "", nameof(PublishStatus.TopicEmpty))]
    [InlineData("app", "bus", "unlisted", nameof(PublishStatus.TopicForbidden))]
    [InlineData("limited", "bus", "allowed", nameof(PublishStatus.TopicForbidden))]
    [InlineData("limited", "bus", "limited-topic", nameof(PublishStatus.Ok))]
    public async Task Publish_UnderScopes_IsAllowedOrRefused(string app, string bus, string topic, string expected)
    {
        using var folder = new TempFolder();
        await using var journal = JournalTesting.Open(folder);
        var rules = new TopicRules("allowed,limited-topic", null, "limited=limited-topic;none=", null);
        var publisher = Publisher(new PubSubComponent("bus", journal, rules, ["app", "limited"]));
        var outcome = await publisher.PublishAsync(app, bus, topic, [Entry("", "{}")], TestContext.Current.CancellationToken);
        Assert.Equal(expected, outcome.Status.ToString());
        Assert.Equal(outcome.Status == PublishStatus.Ok, outcome.Message.Length == 0);
    }

    [Fact]
    public async Task Publish_BadEntryAmongGood_StoresNone()
    {
        using var folder = new TempFolder();
        await using var journal = JournalTesting.Open(folder);
        var publisher = Publisher(Bus(journal));
        PublishEntry[][] bad =
        [
            [Entry("a", "{}"), Entry("a", "{}")],
            [Entry("a", "{}"), Entry("", "{}")],
            [Entry("a", "{}"), Entry("b", "no event", ContentTypes.CloudEvents)],
            [Entry("a", "{}"), Entry("b", "{}") with { Metadata = new Dictionary<string, string> { ["ttlInSeconds"] = "never" } }],
        ];
        foreach (var entries in bad)
            Assert.Equal(PublishStatus.BadEntries, (await publisher.PublishAsync("app", "bus", "t", entries, TestContext.Current.CancellationToken)).Status);
        Assert.Empty(journal.Topics);
    }

    [Fact]
    public async Task Publish_RawPayload_StoresBytesAsSent()
    {
        using var folder = new TempFolder();
        await using var journal = JournalTesting.Open(folder);
        var metadata = new Dictionary<string, string> { ["rawPayload"] = "true", ["key"] = "k" };
        var entry = new PublishEntry("", new byte[] { 0, 255 }, "application/x", metadata);
        Assert.Equal(PublishStatus.Ok, (await Publisher(Bus(journal)).PublishAsync("app", "bus", "t", [entry], TestContext.Current.CancellationToken)).Status);
        using var message = journal.Topic("t").Read(1)!;
        Assert.Equal([0, 255], message.Data.ToArray());
        Assert.Equal(("application/x", RecordFlags.Raw), (message.ContentType, message.Flags));
        Assert.Equal(new Dictionary<string, string> { ["key"] = "k" }, message.Metadata);
    }

    [Fact]
    public async Task Publish_DiskFull_IsABrokerErrorWithTheReason()
    {
        using var folder = new TempFolder();
        var disk = new FullDisk { WritesFail = true };
        await using var journal = JournalTesting.Open(folder, disk: disk);
        var outcome = await Publisher(Bus(journal)).PublishAsync("app", "bus", "t", [Entry("", "{}")], TestContext.Current.CancellationToken);
        Assert.Equal(PublishStatus.BrokerError, outcome.Status);
        Assert.Contains("No space left on device", outcome.Message);
    }

    [Fact]
    public async Task Publish_ManyEntries_AreConsecutiveEvents()
    {
        using var folder = new TempFolder();
        await using var journal = JournalTesting.Open(folder);
        var entries = Enumerable.Range(0, 1000).Select(i => Entry($"e{i}", $"{{\"i\":{i}}}")).ToList();
        await Publisher(Bus(journal)).PublishAsync("app", "bus", "t", entries, TestContext.Current.CancellationToken);
        var all = journal.Topic("t").ReadAll();
        Assert.Equal(1000, all.Count);
        Assert.All(all, m => Assert.Contains($"\"data\":{{\"i\":{m.Key - 1}}}", m.Value));
    }

    internal static PubSubComponent Bus(MessageJournal journal) => new("bus", journal, new TopicRules(null, null, null, null), []);

    internal static JournalPublisher Publisher(PubSubComponent component) => new(new PubSubComponents([component]), TimeProvider.System);

    internal static PublishEntry Entry(string id, string data, string contentType = ContentTypes.Json) =>
        new(id, Encoding.UTF8.GetBytes(data), contentType, JournalTesting.NoMetadata);
}
