using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Clocks;
using UserRep.FeatureIngest.Emitting;
using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Walks;
using UserRep.ServiceDefaults.Topics;
using UserRep.Tests.Shared;

namespace UserRep.FeatureIngest.Tests.Shards;

/// <summary>One shard's state, the hosts that load it, and what they publish.</summary>
internal sealed class ShardFixture(IngestClock mode = IngestClock.Wall)
{
    public const int Today = 20_000;
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeMilliseconds(Today * UnixDay.MillisecondsPerDay + 1000);

    private readonly Dictionary<string, object> _store = [];

    public FakeTimeProvider Time { get; } = new(s_now);

    public MemoryDapr Dapr { get; } = new();

    public AsOfClock Clock => new(Options.Create(new FeatureIngestOptions { Clock = mode }), Time);

    public TestSpans Spans { get; } = new();

    public FeaturesEmitter Emitter => new(new BinaryPublisher(Dapr), Clock, new FeatureIngestInstruments(TestMeters.Factory(), Time), Spans.Spans);

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="usersPerSecond">So many that every step is due at once, if not said otherwise.</param>
    /// <param name="refreshHours">Not spread, if not said otherwise.</param>
    public ShardWalk Walk(ShardMemory memory, int shard = 0, int shards = 1, int usersPerSecond = 1_000_000, int refreshHours = 0) =>
        new(memory, Clock, Emitter, new WalkPace(Options.Create(new FeatureIngestOptions { Shards = shards, WalkUsersPerSecond = usersPerSecond, RefreshHours = refreshHours })), Time, shard);

    /// <summary>One call of the walk: a step, saved if it changed anything.</summary>
    public static async Task<int> StepAsync(ShardMemory memory, ShardWalk walk)
    {
        var users = await walk.StepAsync(CancellationToken.None);
        Assert.True(!walk.Changed || await memory.TrySaveAsync());
        return users;
    }

    /// <summary>Emits what is owed, as a pump does.</summary>
    public async Task PumpAsync(ShardMemory memory)
    {
        await Emitter.EmitOwedAsync(memory, CancellationToken.None);
        Assert.True(await memory.TrySaveAsync());
    }

    /// <summary>Pumps and walks until nothing is owed and no walk is under way.</summary>
    public async Task DrainAsync(ShardMemory memory, ShardWalk walk)
    {
        for (var turn = 0; turn < 1000; turn++)
        {
            await PumpAsync(memory);
            await StepAsync(memory, walk);
            if (!walk.IsUnderWay && memory.Meta.Owed.Count == 0)
                return;
        }
        Assert.Fail("The shard is never done.");
    }

    public Task DrainAsync(ShardMemory memory) => DrainAsync(memory, Walk(memory));

    public async Task<ShardMemory> LoadAsync(int hotUsers = 1000) => await ShardMemory.LoadAsync(new ShardStorage(new MemoryActorState(_store)), hotUsers);

    /// <summary>One turn: applies and saves.</summary>
    public async Task<BatchApplication> TurnAsync(ShardMemory memory, params IEnumerable<ShardEvent> events)
    {
        var application = new BatchApplication(memory, Clock);
        await application.ApplyAsync(new ShardBatch { Events = { events } });
        Assert.True(await memory.TrySaveAsync());
        return application;
    }

    /// <summary>Users u0, u1, … each with an event of yesterday.</summary>
    public async Task<ShardMemory> WithUsersAsync(int count, int hotUsers = 1000)
    {
        var memory = await LoadAsync(hotUsers);
        foreach (var part in Enumerable.Range(0, count).Chunk(200))
            await TurnAsync(memory, part.Select(i => Event((ulong)i + 1_000_000, $"u{i}", $"e{i}", at: Now - UnixDay.MillisecondsPerDay)));
        return memory;
    }

    public IReadOnlyList<UserFeaturesBatch> Emitted(string topic = Topics.UserFeatures) => [.. Dapr.Published(topic).Select(UserFeaturesBatch.Parser.ParseFrom)];

    /// <summary>Every stored value as text, to look for what should not be in it.</summary>
    public IEnumerable<string> StoredTexts() => _store.Values.OfType<byte[]>().Select(System.Text.Encoding.Latin1.GetString);

    public ShardEvent Event(ulong message, string user, string eventId, long? at = null, long publishedAt = 500, string traceparent = "") => new()
    {
        Message = message,
        PublishedAt = publishedAt,
        Traceparent = traceparent,
        Event = new UserEvent { UserId = user, EventHash = StableHash.Of(eventId), At = at ?? Now, Interaction = new Interaction { Item = 7, Action = "listen", MilliWeight = 1000 } },
    };

    public ShardEvent Profile(ulong message, string user, string eventId) => new()
    {
        Message = message,
        PublishedAt = 500,
        Event = new UserEvent { UserId = user, EventHash = StableHash.Of(eventId), At = Now, Profile = new Profile { Values = { ["country"] = "SE" } } },
    };
}
