using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Accepting;
using UserRep.FeatureIngest.Archiving;
using UserRep.FeatureIngest.DeadLetters;
using UserRep.FeatureIngest.Events;
using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Tests.Actors;
using UserRep.FeatureIngest.Tests.Shards;
using UserRep.Features.Building;
using UserRep.Features.Items;
using UserRep.Features.Schema;
using UserRep.Features.Tests.Building;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Topics;
using UserRep.Tests.Shared;

namespace UserRep.FeatureIngest.Tests.Accepting;

/// <summary>
/// Random streams, shuffled, repeated and cut into batches at random, as bytes through handler, reader and shards: every history is the one that the slow model
/// works out, and so is every vector.
/// </summary>
public sealed class StreamOrderTests : IDisposable
{
    private const int Shards = 4;
    private const int Items = 60;
    private const long Day = UnixDay.MillisecondsPerDay;

    private static readonly FeatureSchema s_schema = new(
        [7, 30, 180], [new("a", 6), new("b", 4, Pooling.LogSum)], new Dictionary<string, double> { ["skip"] = -0.5, ["like"] = 2 }, 1, 14, [new("country", ["SE", "DE"]), new("plan", [], 4)], [], [], 12);

    private readonly TempFolder _folder = new();
    private readonly ShardFixture _shard = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20260630)]
    public async Task Handle_AnyOrderRepetitionAndSplit_GivesTheSlowModelsHistoriesAndVectors(int seed) => await AssertAsync(seed, BelowTheBound(new Random(seed)), isBounded: false);

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Handle_AboveTheBound_KeepsWhatTheFinalContentSaysInAnyOrder(int seed)
    {
        var random = new Random(seed);
        // Days of up to 900 activities, of which some 5,500 fit, and a machine's day that is more than one may be.
        var events = Enumerable.Range(0, 9000).Select(i => Interaction(random, "heavy", $"h{i}", _shard.Now - random.Next(40) * Day - 2000, random.Next(100_000)))
            .Concat(Enumerable.Range(0, 3500).Select(i => Interaction(random, "heavy", $"m{i}", _shard.Now - 3 * Day - 2000, random.Next(100_000))))
            .Concat(BelowTheBound(random)).ToArray();
        var histories = await AssertAsync(seed, events, isBounded: true);
        var heavy = histories["heavy"];
        Assert.True(heavy.FloorDay > 0 && heavy.Days.Any(d => d.Full), $"seed {seed}: the bound is not reached");
        Assert.InRange(heavy.CalculateSize(), 1, 256 * 1024);
    }

    /// <summary>Five users, a few hundred events: some late, some too far ahead, with ties of time and day.</summary>
    private StreamEvent[] BelowTheBound(Random random) =>
    [
        .. Enumerable.Range(0, 400).Select(i =>
        {
            var user = $"user-{random.Next(5)}";
            var at = random.Next(20) switch
            {
                0 => _shard.Now - (180 + random.Next(30)) * Day,
                1 => _shard.Now + 400_000 + random.Next(1_000_000),
                2 => _shard.Now + random.Next(300_000),
                3 => _shard.Now - 179 * Day,
                _ => _shard.Now - random.Next(150) * Day - random.Next(3) * (Day / 2),
            };
            return random.Next(12) switch
            {
                0 => new StreamEvent(user, $"e{i}", at, Picks: [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => $"item-{random.Next(Items)}")]),
                1 => new StreamEvent(user, $"e{i}", at, Attributes: new() { [random.Next(2) == 0 ? "country" : "plan"] = random.Next(2) == 0 ? "SE" : "DE" }),
                _ => Interaction(random, user, $"e{i}", at, random.Next(Items)),
            };
        }),
    ];

    private static StreamEvent Interaction(Random random, string user, string id, long at, int item) => new(
        user, id, at, $"item-{item}", ((string[])["listen", "like", "skip", "日本"])[random.Next(4)], random.Next(3) == 0 ? null : random.Next(-3000, 3000) / 1000.0, random.Next(3) == 0 ? null : random.Next(400_000));

    private async Task<Dictionary<string, UserHistory>> AssertAsync(int seed, StreamEvent[] events, bool isBounded)
    {
        var early = events.Where(e => e.At > _shard.Now + 300_000).ToArray();
        var late = events.Where(e => UnixDay.Of(e.At) <= ShardFixture.Today - 180).ToArray();
        var expected = events.Except(early).Except(late).GroupBy(e => e.UserId).ToDictionary(g => g.Key, g =>
        {
            var slow = new SlowHistory(g.Key);
            foreach (var e in g)
                slow.Add(e);
            return slow.Build();
        });
        using var items = ItemTable(seed, out var rows);
        var slowFeatures = new SlowFeatures(s_schema, rows);
        var builder = new FeatureBuilder(s_schema, items);
        var vectors = new Dictionary<string, float[]>();
        var random = new Random(seed);
        Dictionary<string, UserHistory> histories = [];
        for (var order = 0; order < 3; order++)
        {
            var mesh = new Mesh(_shard);
            // Published twice under two CloudEvent ids is a duplicate; delivered twice it is a redelivery.
            var published = events.Select(e => Message(e, "first")).Concat(events.Where(_ => random.Next(4) == 0).Select(e => Message(e, "second"))).ToArray();
            var delivered = published.Concat(published.Where(_ => random.Next(4) == 0)).ToArray();
            if (order > 0)
                random.Shuffle(delivered);
            for (var at = 0; at < delivered.Length;)
            {
                var size = 1 + random.Next(order != 1 ? 600 : isBounded ? 100 : 20);
                await mesh.DeliverAsync(delivered.Skip(at).Take(size));
                at += size;
                // Another host takes over with what is stored.
                if (random.Next(4) == 0)
                    mesh.Forget();
            }
            histories = await mesh.HistoriesAsync(expected.Keys);
            foreach (var (user, model) in expected)
            {
                var history = SlowHistory.Canonical(histories[user]);
                Assert.True(model.Equals(history), $"seed {seed}, order {order}, user {user}:\n{model}\nbecame\n{history}");
                Assert.Equal(model.ToByteArray(), history.ToByteArray());
                var (vector, slow) = (new float[builder.Width], slowFeatures.Of(model, ShardFixture.Today));
                builder.Build(histories[user], ShardFixture.Today, vector);
                for (var x = 0; x < vector.Length; x++)
                    Assert.True(Math.Abs(vector[x] - slow[x]) <= 1e-5 * Math.Max(1, Math.Abs(slow[x])), $"seed {seed}, order {order}, user {user}, feature {x}: {vector[x]} instead of {slow[x]}");
                // To the bit, whatever the order.
                Assert.Equal(vectors.TryGetValue(user, out var before) ? before : vectors[user] = vector, vector);
            }
            AssertRefusals(seed, mesh, early);
            // What fell off the bound is no longer known: a redelivery of it after the window is counted once more.
            if (!isBounded)
                AssertCounts(seed, mesh, published, late);
        }
        return histories;
    }

    /// <summary>Those too far ahead, and no others, are dead letters with that reason.</summary>
    private static void AssertRefusals(int seed, Mesh mesh, StreamEvent[] early)
    {
        var letters = mesh.DeadLetters.DistinctBy(l => l.Id).ToArray();
        var ids = letters.Select(l => JsonDocument.Parse(l.Original).RootElement.GetProperty("data").GetProperty("eventId").GetString()).ToHashSet();
        Assert.True(ids.SetEquals(early.Select(e => e.EventId)), $"seed {seed}: other events were refused than those too far ahead");
        Assert.All(letters, l => Assert.Equal(("too-far-ahead", "at"), (l.Reason, Assert.Single(l.Faults).Field)));
    }

    /// <summary>Every message is counted once, late ones as late.</summary>
    private static void AssertCounts(int seed, Mesh mesh, byte[][] published, StreamEvent[] late)
    {
        var counts = mesh.Counts();
        var refused = mesh.DeadLetters.DistinctBy(l => l.Id).Count();
        Assert.True(published.Length == counts.Sum(c => c.Accepted + c.Duplicate + c.Late) + refused, $"seed {seed}: {published.Length} messages, {refused} refused, {string.Join(", ", counts)}");
        var lateIds = late.Select(e => e.EventId).ToHashSet();
        Assert.Equal(published.Count(m => lateIds.Contains(JsonDocument.Parse(m).RootElement.GetProperty("data").GetProperty("eventId").GetString()!)), counts.Sum(c => c.Late));
    }

    private static byte[] Message(StreamEvent e, string publication)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(e.At).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        object data = e.Picks is not null ? new OnboardingEvent(e.EventId, e.UserId, e.Picks, at)
            : e.Attributes is not null ? new ProfileEvent(e.EventId, e.UserId, at, e.Attributes.GetValueOrDefault("country"), Attributes: e.Attributes.Where(a => a.Key != "country").ToDictionary())
            : new InteractionEvent(e.EventId, e.UserId, e.Item, e.Action, at, e.Weight, e.PlayedMs);
        var type = e.Picks is not null ? EventTypes.Onboarding : e.Attributes is not null ? EventTypes.Profile : EventTypes.Interaction;
        return JsonSerializer.SerializeToUtf8Bytes(new { specversion = "1.0", id = $"{publication}/{e.UserId}/{e.EventId}", source = "test", type, data }, UserRepJson.Options);
    }

    /// <summary>Random vectors, some modalities without one; items beyond it are unknown.</summary>
    private ItemTable ItemTable(int seed, out ItemRow[] rows)
    {
        var random = new Random(seed);
        rows = [.. Enumerable.Range(0, Items * 3 / 4).Select(i => new ItemRow($"item-{i}", [i % 5 == 4 ? null : Vector(6), i % 3 == 2 ? null : Vector(4)]))];
        ItemTableWriter.Write(_folder.File("items.bin"), s_schema.Modalities, rows);
        return Features.Items.ItemTable.TryOpen(_folder.File("items.bin"), s_schema.Modalities, out _)!;

        float[] Vector(int width) => [.. Enumerable.Range(0, width).Select(_ => random.NextSingle() * 2 - 1)];
    }

    /// <summary>The real handler over real shards; made up is only the sidecar.</summary>
    private sealed class Mesh
    {
        private readonly ShardFixture[] _stores = [.. Enumerable.Range(0, Shards).Select(_ => new ShardFixture())];
        private readonly ShardMemory?[] _hosts = new ShardMemory?[Shards];
        private readonly MemoryDapr _dapr = new();
        private readonly UserEventsHandler _handler;

        public Mesh(ShardFixture time)
        {
            var actors = new FakeActors();
            actors.On<byte[]>("UserShard.Apply", async (id, batch) =>
            {
                var shard = int.Parse(id);
                var memory = await MemoryAsync(shard);
                await new BatchApplication(memory, time.Clock).ApplyAsync(ShardBatch.Parser.ParseFrom(batch));
                Assert.True(await memory.TrySaveAsync());
                return null;
            });
            var options = Options.Create(new FeatureIngestOptions { Shards = Shards });
            _handler = new UserEventsHandler(
                new EventReader(new InteractionValidator(), new OnboardingValidator(), new ProfileValidator(), time.Clock, options), new DeadLetterPublisher(_dapr, time.Time), new DeadLetterBoxProxy(actors.Factory),
                new ShardProxies(actors.Factory, options), new NoArchive(), time.Clock, TestSpans.Unheard(), options, NullLogger<UserEventsHandler>.Instance);
        }

        public IEnumerable<DeadLetter> DeadLetters => _dapr.Published(Topics.UserEventsDead).Select(l => JsonSerializer.Deserialize<DeadLetter>(l, UserRepJson.Options)!);

        public async Task DeliverAsync(IEnumerable<byte[]> messages)
        {
            using var raw = new RawMessages();
            var statuses = await _handler.HandleAsync([.. messages.Select((m, i) => raw.Parse($"{i}", m))], TestContext.Current.CancellationToken);
            Assert.All(statuses, s => Assert.Equal(EntryStatus.SUCCESS, s));
        }

        public void Forget() => Array.Clear(_hosts);

        public async Task<Dictionary<string, UserHistory>> HistoriesAsync(IEnumerable<string> users)
        {
            Forget();
            var found = new Dictionary<string, UserHistory>();
            foreach (var user in users)
                found[user] = (await (await MemoryAsync(StableHash.Shard(user, Shards))).FindAsync(user))!;
            return found;
        }

        public IEnumerable<IngestCounts> Counts() => _hosts.OfType<ShardMemory>().Select(m => m.Meta.Counts);

        private async Task<ShardMemory> MemoryAsync(int shard) => _hosts[shard] ??= await _stores[shard].LoadAsync(hotUsers: 2);
    }

    private sealed class NoArchive : IEventArchive
    {
        public bool Enabled => false;

        public Task AppendAsync(IReadOnlyList<ByteString> records) => Task.CompletedTask;
    }
}
