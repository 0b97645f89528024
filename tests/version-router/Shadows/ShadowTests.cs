using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Shadows;
using UserRep.Contracts.Versions;
using UserRep.Tests.Shared;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Shadows;
using UserRep.VersionRouter.Tests.Reads;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Shadows;

public class ShadowTests
{
    private const string V1 = "representation@v1";
    private const string V2 = "representation@v2";
    private static readonly string[] s_users = ["a", "b", "c", "d"];

    private readonly StoreStandIn _store = new();
    private readonly VersionRouterInstruments _instruments = new(TestMeters.Factory());
    private readonly ShadowLog _log = new(new FakeTimeProvider(Then));
    private readonly MemoryDapr _dapr = new();
    private readonly RegistrySnapshot _registry = new();

    public ShadowTests() => _registry.Offer(new RegistryDocument(1, [Version(1), Version(2), Version(3)], [Model("m", 1) with { Shadow = V2 }]));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WithAShadow_IsComparedByWhoHasAVectorAndHowOldItIs()
    {
        _store.Lacks.UnionWith([(V2, "a"), (V1, "b"), (V1, "c"), (V2, "c")]);

        var counts = await ComparedAsync();

        // The stand-in's vectors of v2 are a millisecond younger.
        Assert.Equal(new ShadowCounts(Reads: 1, Both: 1, OnlyServed: 1, OnlyShadow: 1, Neither: 1, Newer: 1, SecondsNewer: 0.001), counts);
    }

    [Fact]
    public async Task Read_ShadowOfAnotherSpace_IsCountedAndHurtsNoRead()
    {
        _store.Spoil = columns => columns.EmbeddingSpaceId = "space-1";

        Assert.Equal(new ShadowCounts(Mismatched: 1), await ComparedAsync());
    }

    [Fact]
    public async Task Read_ShadowThatCannotBeRead_IsCountedAndHurtsNoRead()
    {
        _store.Before = version => version == V2 ? throw new HttpRequestException("away") : Task.CompletedTask;

        Assert.Equal(new ShadowCounts(Failed: 1), await ComparedAsync());
    }

    [Fact]
    public async Task Read_QueueFull_IsServedAtOnceAndItsComparisonDropped()
    {
        // Nobody reads the queue: were a read to wait for it, this would not end.
        var reader = Reader(new ShadowQueue(_log, _instruments, Options.Create(new ShadowOptions { Queue = 3 })));
        for (var i = 0; i < 10; i++)
            Assert.True((await reader.ReadAsync("m", new EmbeddingsRequest(s_users), "caller", Cancel)).Ok);

        Assert.Equal(new ShadowCounts(Dropped: 7), Assert.Single(_log.Take()).Counts);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 200)]
    public async Task Read_ShareOfReads_IsCompared(double share, int offered)
    {
        var queue = new ShadowQueue(_log, _instruments, Options.Create(new ShadowOptions { Share = share, Queue = 1000 }));
        for (var i = 0; i < 200; i++)
            await Reader(queue).ReadAsync("m", new EmbeddingsRequest(s_users), "caller", Cancel);

        Assert.Equal(offered, queue.Reads.Count);
    }

    [Fact]
    public async Task Counts_OfTwoReplicas_AddUpAndASaveRepeatedCountsOnce()
    {
        var store = new ShadowStore(_dapr, _registry);
        var (one, other) = (Batch(V2, 3), Batch(V2, 4));
        foreach (var batch in new[] { one, other, one, other, one })
            await store.SaveAsync(batch, Cancel);

        Assert.Equal(7, (await store.FindAsync("m", Cancel))!.Counts.Both);
    }

    [Fact]
    public async Task Counts_OfAShadowThatEnded_GiveWayToThoseOfTheNextAndNeverComeBack()
    {
        var store = new ShadowStore(_dapr, _registry);
        await store.SaveAsync(Batch(representation(3), 5), Cancel);
        await store.SaveAsync(Batch(V2, 2), Cancel);
        await store.SaveAsync(Batch(representation(3), 5), Cancel);

        var found = (await store.FindAsync("m", Cancel))!;
        Assert.Equal((V2, 2), (found.Version, found.Counts.Both));
        await store.ForgetAsync("m", Cancel);
        Assert.Null(await store.FindAsync("m", Cancel));

        static string representation(int number) => new EncoderVersion(number).ToString();
    }

    [Theory]
    [InlineData(2, VersionState.Serving, "")]
    [InlineData(2, VersionState.Ready, "")]
    [InlineData(2, VersionState.Draining, "")]
    [InlineData(2, VersionState.Backfilling, "VERSION_NOT_READY")]
    [InlineData(1, VersionState.Serving, "SHADOW_IS_PIN")]
    [InlineData(9, VersionState.Serving, "VERSION_NOT_FOUND")]
    public void Shadow_OfAVersion_IsRefusedWhereItsRulesSay(int number, VersionState state, string code)
    {
        var registry = new RegistryDocument(0, number == 1 ? [Version(1)] : [Version(1), Version(2, state)], [Model("m", 1)]);

        Assert.Equal(code, ShadowMoves.Set(registry, "m", new EncoderVersion(number).ToString()).Problem?.Code ?? "");
    }

    private static ShadowBatch Batch(string version, long both) => new(Guid.NewGuid(), "m", version, Then, new ShadowCounts(Reads: 1, Both: both));

    /// <summary>One read, and what comparing it counted.</summary>
    private async Task<ShadowCounts> ComparedAsync()
    {
        var queue = new ShadowQueue(_log, _instruments, Options.Create(new ShadowOptions()));
        using var shadow = new ShadowReader(queue, new VersionReader(_store.Gateway(), _instruments), _log, _instruments, Options.Create(new ShadowOptions()), NullLogger<ShadowReader>.Instance);
        var (spoil, before) = (_store.Spoil, _store.Before);
        (_store.Spoil, _store.Before) = (null, null);
        Assert.True((await Reader(queue).ReadAsync("m", new EmbeddingsRequest(s_users), "caller", Cancel)).Ok);
        (_store.Spoil, _store.Before) = (spoil, before);
        await shadow.StartAsync(Cancel);
        IReadOnlyList<ShadowBatch> taken;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while ((taken = _log.Take()).Count == 0)
            await Task.Delay(5, deadline.Token);
        await shadow.StopAsync(Cancel);
        return Assert.Single(taken).Counts;
    }

    private PinnedReader Reader(ShadowQueue queue) =>
        new(new Assigner(_registry), _store.Reader(_registry, _instruments), queue, new LastReadLog(TimeProvider.System), _instruments, new FakeTimeProvider());
}
