using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using MassTransit;
using MassTransit.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using UserRep.Contracts.Events;
using UserRep.FeatureIngest.Bridge;
using UserRep.FeatureIngest.Bridge.Notifying;
using UserRep.ServiceDefaults.Telemetry;
using UserRep.ServiceDefaults.Topics;
using UserRep.Tests.Shared;

namespace UserRep.FeatureIngest.Tests.Bridge;

/// <summary>The bridge on a real RabbitMQ, with a handler of the test's in place of the shards.</summary>
public sealed class BusTests : IClassFixture<RabbitMqFixture>, IBulkTopicHandler
{
    private readonly RabbitMqFixture _broker;
    private readonly string _queue = $"events-{Guid.NewGuid():N}";
    private readonly ConcurrentBag<int> _batches = [];
    private readonly ConcurrentDictionary<string, int> _tries = new();
    private readonly ConcurrentDictionary<string, bool> _done = new();
    private readonly ConcurrentDictionary<string, string> _traces = new();
    private Func<string, int, EntryStatus> _outcome = (_, _) => EntryStatus.SUCCESS;

    public BusTests(RabbitMqFixture broker)
    {
        RabbitMqServer.SkipUnlessInstalled();
        _broker = broker;
    }

    public Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries, CancellationToken ct)
    {
        _batches.Add(entries.Count);
        return Task.FromResult<IReadOnlyList<EntryStatus>>([.. entries.Select(e =>
        {
            var id = e.Id ?? Encoding.UTF8.GetString(e.Original.Span);
            _traces[id] = TraceParents.Sampled(e);
            var status = _outcome(id, _tries.AddOrUpdate(id, 1, (_, n) => n + 1));
            if (status == EntryStatus.SUCCESS)
                _done[id] = true;
            return status;
        })]);
    }

    [Fact]
    public async Task Bus_ManyMessages_ComeInBatches()
    {
        using var host = await StartAsync(("Prefetch", "400"), ("BatchSize", "100"), ("BatchMilliseconds", "200"));
        await _broker.Client.PublishAsync(_queue, [.. Enumerable.Range(0, 2000).Select(i => Plain($"p{i}"))]);
        await UntilAsync(() => _done.Count == 2000, "all are taken");
        Assert.Equal(2000, _batches.Sum());
        Assert.True(_batches.Max() > 50, $"the largest batch had {_batches.Max()}");
        Assert.True(_batches.Max() <= 100, $"the largest batch had {_batches.Max()}");
    }

    [Fact]
    public async Task Bus_OneMessageNeverDurable_GoesToTheErrorQueueAlone()
    {
        _outcome = (id, _) => id == "p7" ? EntryStatus.RETRY : EntryStatus.SUCCESS;
        using var host = await StartAsync(("Retries", "3"));
        await _broker.Client.PublishAsync(_queue, [.. Enumerable.Range(0, 20).Select(i => Plain($"p{i}"))]);
        await UntilAsync(async () => await _broker.Client.CountAsync($"{_queue}_error") == 1, "it is in the error queue");
        Assert.Equal((4, 19), (_tries["p7"], _done.Count));
        Assert.All(_tries.Where(t => t.Key != "p7"), t => Assert.Equal(1, t.Value));
        Assert.Equal((0u, 0u), (await _broker.Client.CountAsync(_queue), await _broker.Client.CountAsync($"{_queue}_skipped")));
    }

    [Fact]
    public async Task Bus_MessagesNotDurableAtFirst_AreTriedAgain()
    {
        _outcome = (_, tries) => tries < 3 ? EntryStatus.RETRY : EntryStatus.SUCCESS;
        using var host = await StartAsync(("Retries", "40"));
        await _broker.Client.PublishAsync(_queue, [.. Enumerable.Range(0, 20).Select(i => Plain($"p{i}"))]);
        await UntilAsync(() => _done.Count == 20, "all are taken");
        Assert.Equal(0u, await _broker.Client.CountAsync($"{_queue}_error"));
    }

    [Fact]
    public async Task Bus_StoppedWhileMessagesAreTriedAgain_LeavesThemInTheQueue()
    {
        _outcome = (_, _) => EntryStatus.RETRY;
        using (var host = await StartAsync())
        {
            await _broker.Client.PublishAsync(_queue, [.. Enumerable.Range(0, 20).Select(i => Plain($"p{i}"))]);
            await UntilAsync(() => _tries.Count == 20, "all were tried");
            await host.StopAsync(TestContext.Current.CancellationToken);
        }
        await UntilAsync(async () => await _broker.Client.CountAsync(_queue) == 20, "they are back in the queue");
        Assert.Equal(0u, await _broker.Client.CountAsync($"{_queue}_error"));
    }

    [Fact]
    public async Task Bus_WhatMassTransitPublishes_ArrivesWithItsIdAndType()
    {
        var ids = new[] { NewId.NextGuid(), NewId.NextGuid() };
        using var host = await StartAsync();
        var bus = host.Services.GetRequiredService<IBus>();
        await bus.Publish(new OnboardingEvent("e", "u", ["i"], "2026-06-30T12:00:00Z"), c => c.MessageId = ids[0], TestContext.Current.CancellationToken);
        await bus.Publish(new ProfileEvent("e", "u", "2026-06-30T12:00:00Z", Country: "SE"), c => c.MessageId = ids[1], TestContext.Current.CancellationToken);
        await _broker.Client.PublishAsync(_queue, ("\u0001\u0002"u8.ToArray(), new BasicProperties()), ("{}"u8.ToArray(), new BasicProperties { MessageId = "not a guid", ContentType = "text/weird" }));
        await UntilAsync(() => _done.Count == 4, "all are taken");
        Assert.Equal([.. ids.Select(i => $"{i}"), "\u0001\u0002", "not a guid"], _done.Keys.ToHashSet());
        Assert.Equal(0u, await _broker.Client.CountAsync($"{_queue}_error") + await _broker.Client.CountAsync($"{_queue}_skipped"));
    }

    [Fact]
    public async Task Bus_PublishedWithinATrace_ArrivesWithItsContext()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == DiagnosticHeaders.DefaultListenerName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var host = await StartAsync();
        var id = NewId.NextGuid();
        using var publishing = new Activity("publish") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        await host.Services.GetRequiredService<IBus>().Publish(new ProfileEvent("e", "u", "2026-06-30T12:00:00Z", Country: "SE"), c => c.MessageId = id, TestContext.Current.CancellationToken);
        var (body, properties) = Plain("p");
        properties.Headers = new Dictionary<string, object?> { ["traceparent"] = publishing.Id };
        await _broker.Client.PublishAsync(_queue, (body, properties));
        await UntilAsync(() => _done.Count == 2, "both are taken");
        Assert.Equal(publishing.Id, _traces["p"]);
        // MassTransit publishes within a span of its own.
        Assert.Contains(publishing.TraceId.ToHexString(), _traces[$"{id}"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bus_HeadersOfAnyKind_DoNotKeepAMessageOut()
    {
        using var host = await StartAsync(("Retries", "0"));
        object[] values = [7, "{", "a;b", true, new Dictionary<string, object?> { ["x"] = 1 }, new List<object> { 1, "2" }, new byte[] { 0xff, 0xfe }];
        string[] headers = [MessageHeaders.MessageType, MessageHeaders.MessageId, MessageHeaders.RequestId, MessageHeaders.SourceAddress, MessageHeaders.FaultAddress, MessageHeaders.ContentType, MessageHeaders.Host.Info, MessageHeaders.RedeliveryCount, DiagnosticHeaders.ActivityId, "traceparent"];
        await _broker.Client.PublishAsync(_queue, [.. values.Select((v, i) => ("{}"u8.ToArray(), new BasicProperties
        {
            MessageId = $"w{i}",
            CorrelationId = "::",
            ReplyTo = "not an address",
            ContentType = ";;",
            Timestamp = new AmqpTimestamp(long.MaxValue),
            Headers = headers.ToDictionary(h => h, _ => (object?)v),
        }))]);
        await UntilAsync(async () => _done.Count + await _broker.Client.CountAsync($"{_queue}_error") == values.Length, "all are taken");
        Assert.Equal(values.Length, _done.Count);
    }

    private async Task<IHost> StartAsync(params (string Name, string Value)[] options)
    {
        (string Name, string Value)[] all =
        [
            ("Host", "127.0.0.1"), ("Port", $"{_broker.Server.Port}"), ("User", RabbitMqServer.User), ("Password", RabbitMqServer.Password), ("Queue", _queue), .. options,
        ];
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(all.Select(o => new KeyValuePair<string, string?>($"{BridgeOptions.Section}:{o.Name}", o.Value)));
        builder.Services.AddBridge(builder.Configuration);
        // Its version-router is not here.
        builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(Notifier)));
        builder.Services.AddMetrics().AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(s => ActivatorUtilities.CreateInstance<EventBatcher>(s, this));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await UntilAsync(async () => (await host.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(60))) == BusHealthStatus.Healthy, "the bus is up");
        return host;
    }

    private static (byte[], BasicProperties) Plain(string id) => ("{}"u8.ToArray(), new BasicProperties { MessageId = id, ContentType = "application/json" });

    private static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), $"not within a minute: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }
}
