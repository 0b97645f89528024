using System.Net.Http.Json;
using System.Text;
using MassTransit;
using RabbitMQ.Client;
using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Notifications;
using UserRep.Contracts.Users;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Integration.Tests.Running;
using UserRep.Tests.Shared;

namespace UserRep.Integration.Tests;

/// <summary>Two replicas of feature-ingest on a real RabbitMQ: what is published there counts and ends as if it had come over Dapr.</summary>
public sealed class BridgeTests : IClassFixture<BridgedMesh>
{
    private const string Now = "2025-09-30T12:00:00Z";

    private readonly BridgedMesh _mesh;

    public BridgeTests(BridgedMesh mesh)
    {
        RabbitMqServer.SkipUnlessInstalled();
        _mesh = mesh;
    }

    [Fact]
    public async Task Publish_ByMassTransit_IsCountedAndBecomesAVector()
    {
        var before = await _mesh.Client.StatsAsync();
        await PublishAsync("mt", 500);
        await _mesh.Bus.Publish(new OnboardingEvent("mt-on", "mt-newcomer", ["track-00001", "track-00002"], Now));
        await _mesh.Bus.Publish(new ProfileEvent("mt-profile", "mt-newcomer", Now, Country: "SE"));
        // A second publication of a known event, under a message id of its own.
        await PublishAsync("mt", 1);

        var after = await CountedAsync(before, 503);

        Assert.Equal((before.Accepted + 502, before.Duplicate + 1, before.RefusedTotal), (after.Accepted, after.Duplicate, after.RefusedTotal));
        await Eventually.HasAsync(() => _mesh.Client.ReadAsync(LiveMesh.Model, "mt-newcomer"), a => a.Statuses[0] == "PRESENT", "mt-newcomer is readable");
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Publish_RawJsonWithBadDataAmongIt_TakesTheGoodAndDeadLettersTheBad()
    {
        var before = await _mesh.Client.StatsAsync();
        string Event(string id, string at) => $$"""{"type":"{{EventTypes.Interaction}}","eventId":"{{id}}","userId":"u-{{id}}","itemId":"track-00001","action":"like","at":"{{at}}"}""";
        (byte[], BasicProperties)[] good =
        [
            .. Enumerable.Range(0, 50).Select(i => (Bytes(Event($"raw-{i}", Now)), new BasicProperties { MessageId = $"raw-{i}", ContentType = "application/json" })),
            // Neither a message id nor a content type.
            (Bytes(Event("raw-bare", Now)), new BasicProperties()),
            (Bytes($$"""{"specversion":"1.0","id":"raw-ce","source":"shop","type":"{{EventTypes.Interaction}}","data":{{Event("raw-ce", Now)}}}"""), new BasicProperties()),
        ];
        (byte[], BasicProperties)[] bad =
        [
            (Bytes(Event("bad-time", "yesterday")), new BasicProperties { MessageId = "bad-time" }),
            (Bytes("{ cut"), new BasicProperties { ContentType = "application/json" }),
            ([0xff, 0xfe, 0x00], new BasicProperties { MessageId = "bad-bytes", ContentType = "application/vnd.masstransit+json" }),
            (Bytes("{}"), new BasicProperties { ContentType = "application/vnd.masstransit+json" }),
            ([], new BasicProperties { MessageId = "bad-empty" }),
        ];
        await using var client = await RabbitMqClient.ConnectAsync(_mesh.Server);
        await client.PublishAsync(BridgedMesh.Queue, [.. good[..25], .. bad, .. good[25..]]);
        // A message that is published twice is one message.
        await client.PublishAsync(BridgedMesh.Queue, good[0], good[^2], bad[1]);

        var after = await Eventually.HasAsync(_mesh.Client.StatsAsync, s => s.Total >= before.Total + good.Length + bad.Length && s.Redelivered >= before.Redelivered + 3, "all is counted");

        Assert.Equal((before.Accepted + good.Length, before.RefusedTotal + bad.Length, before.Total + good.Length + bad.Length), (after.Accepted, after.RefusedTotal, after.Total));
        var letters = (await _mesh.Client.App(AppIds.FeatureIngest).GetFromJsonAsync<DeadLetterPage>("/v1/dead-letters?limit=1000", MeshClient.Json))!.Letters;
        Assert.Equal(["body-not-json", "body-not-json", "invalid", "not-a-cloud-event", "not-a-cloud-event"], letters.Select(l => l.Reason).Order());
        Assert.Equal("u-bad-time", Assert.Single(letters, l => l.Reason == "invalid").UserId);
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Publish_AReplicaKilledOnTheWay_CountsEachOnce()
    {
        var before = await _mesh.Client.StatsAsync();
        var publishing = PublishAsync("killed", 4000);
        await Eventually.HasAsync(_mesh.Client.StatsAsync, s => s.Total > before.Total, "some are counted");
        _mesh.Mesh.KillService("UserRep.FeatureIngest");
        await publishing;

        var after = await CountedAsync(before, 4000);

        Assert.Equal((before.Accepted + 4000, before.Duplicate, before.RefusedTotal), (after.Accepted, after.Duplicate, after.RefusedTotal));
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Publish_TheBrokerKilledOnTheWay_CountsEachOnce()
    {
        var before = await _mesh.Client.StatsAsync();
        var publishing = PublishAsync("broker", 2000);
        await Eventually.HasAsync(_mesh.Client.StatsAsync, s => s.Total > before.Total, "some are counted");
        await _mesh.Server.KillAsync();
        var meanwhile = PublishAsync("meanwhile", 100);
        // The way over Dapr stays open.
        await _mesh.Client.PublishAsync(EventTypes.Interaction, new InteractionEvent("over-dapr", "u-dapr", "track-00001", "like", Now));
        await Eventually.HasAsync(() => _mesh.Client.ReadAsync(LiveMesh.Model, "u-dapr"), a => a.Statuses[0] == "PRESENT", "u-dapr is readable");
        await _mesh.Server.StartAgainAsync();
        await Task.WhenAll(publishing, meanwhile);

        var after = await CountedAsync(before, 2101);

        Assert.Equal((before.Accepted + 2101, before.Duplicate, before.RefusedTotal), (after.Accepted, after.Duplicate, after.RefusedTotal));
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Notifications_OfVersionsAndPins_AreOnTheBusAndExactlyIdentified()
    {
        await Eventually.IsAsync(() => _mesh.Notifications.DistinctBy(n => n.Id).Count() >= 2, "both are told");
        // Two replicas tell, and may both tell the same: under one id.
        var told = _mesh.Notifications.DistinctBy(n => n.Id).ToArray();
        Assert.Equal(2, told.Length);
        var version = await _mesh.Client.VersionAsync("v1", DateTimeOffset.UnixEpoch);
        Assert.Contains(told, n => n.Message.Equals(new EncoderVersionReady(version.Version, version.BundleUri, version.Sha256, version.EmbeddingSpaceId, version.Dimension, version.Metric)));
        Assert.Contains(told, n => n.Message.Equals(new PinChanged(LiveMesh.Model, new EncoderVersion(1).ToString(), null, 1)));

        // One that was never used may be retired at once.
        var folder = BundleCopy.Make(_mesh.Data, "unused", "representation@v2");
        var router = _mesh.Client.App(AppIds.VersionRouter);
        foreach (var response in new[]
        {
            await router.PutAsJsonAsync("/v1/versions/v2", new VersionRegistration(Path.GetFileName(folder), BundleHash.OfBundle(folder))),
            await router.PostAsJsonAsync("/v1/versions/v2/retire", new ChangeReason("never used")),
        })
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        await Eventually.IsAsync(() => _mesh.Notifications.Any(n => n.Message.Equals(new EncoderVersionRetired("representation@v2", version.EmbeddingSpaceId))), "the retirement is told");
    }

    /// <summary>Once all are counted, and what was counted but not acknowledged has come again.</summary>
    private async Task<IngestStats> CountedAsync(IngestStats before, int messages)
    {
        await Eventually.HasAsync(_mesh.Client.StatsAsync, s => s.Total >= before.Total + messages, "all are counted", TimeSpan.FromMinutes(3));
        await using var client = await RabbitMqClient.ConnectAsync(_mesh.Server);
        await Eventually.HasAsync(() => client.CountAsync(BridgedMesh.Queue), waiting => waiting == 0, "nothing waits", TimeSpan.FromMinutes(3));
        return await _mesh.Client.StatsAsync();
    }

    /// <summary>Each under one message id, however often it has to be sent until the broker has confirmed it.</summary>
    private Task PublishAsync(string name, int events) => Parallel.ForEachAsync(Enumerable.Range(0, events), new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (i, ct) =>
    {
        var id = NewId.NextGuid();
        await Eventually.HasAsync(async () =>
        {
            // A confirm that a killed broker owes may never be told to have failed.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(TimeSpan.FromSeconds(20));
            try
            {
                await _mesh.Bus.Publish(new InteractionEvent($"{name}-{i}", $"u-{name}-{i % 50}", "track-00001", "listen", Now, PlayedMs: 200_000), c => c.MessageId = id, patience.Token).WaitAsync(patience.Token);
                return "";
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                return e.Message;
            }
        }, fault => fault.Length == 0, "the broker has it", TimeSpan.FromMinutes(3));
    });

    private async Task AssertNothingIsLeftAsync()
    {
        await using var client = await RabbitMqClient.ConnectAsync(_mesh.Server);
        foreach (var suffix in new[] { "", "_error", "_skipped" })
            Assert.Equal((suffix, 0u), (suffix, await client.CountAsync(BridgedMesh.Queue + suffix)));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
