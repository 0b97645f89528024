using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Storing;
using UserRep.Tests.Shared;

namespace UserRep.EmbeddingStore.Tests.Storing;

/// <summary>Replicas that share one store in memory.</summary>
internal sealed class StoreFixture(EtagBehaviour etags = EtagBehaviour.Opaque)
{
    public const string VersionName = "representation@v1";
    public const string Space = "space-1";
    public const int Shard = 3;

    private readonly EmbeddingStoreInstruments _instruments = new(TestMeters.Factory());

    public MemoryDapr Dapr { get; } = new(etags);

    public TestSpans Spans { get; } = new();

    public EmbeddingState State => new(Dapr);

    /// <summary>Another replica each time. Its backoff is a few real milliseconds unless a clock is given.</summary>
    public ShardTransaction Replica(int maxTries = 10, int maxUsers = 256, TimeProvider? clock = null) =>
        new(State, Tries(maxTries, clock), Options.Create(new EmbeddingStoreOptions { MaxTries = maxTries, MaxUsersPerTransaction = maxUsers }), _instruments, Spans.Spans, clock ?? TimeProvider.System);

    public TransactionTries Tries(int maxTries = 10, TimeProvider? clock = null) =>
        new(Options.Create(new EmbeddingStoreOptions { MaxTries = maxTries }), _instruments, clock ?? TimeProvider.System, NullLogger<TransactionTries>.Instance);

    public static ShardBatch Batch(params IEnumerable<UserEmbedding> users) => new(VersionName, Space, 2, [.. users]);

    public static UserEmbedding User(string id, long emission = 1, long asOf = 1_000, long publishedAt = 0) =>
        new() { UserId = id, Emission = emission, AsOf = asOf, PublishedAt = publishedAt, Vector = Vector(emission, asOf) };

    public static IEnumerable<UserEmbedding> Users(int from, int count, long emission = 1) => Enumerable.Range(from, count).Select(i => User($"u{i}", emission));

    public StoredEmbedding? Stored(string id) => Dapr.Bytes(EmbeddingKeys.User(VersionName, id)) is { } bytes ? StoredEmbedding.Parser.ParseFrom(bytes) : null;

    public EmbeddingDirectory Directory(string version = VersionName) => EmbeddingDirectory.Parser.ParseFrom(Dapr.Bytes(EmbeddingKeys.Directory(version, Shard)) ?? []);

    public IReadOnlyList<EmbeddingDirectoryPage> Pages() =>
        [.. Enumerable.Range(0, (int)Directory().Pages).Select(p => EmbeddingDirectoryPage.Parser.ParseFrom(Dapr.Bytes(EmbeddingKeys.Page(VersionName, Shard, (uint)p))!))];

    /// <summary>The directory names every user that has a vector, once, in pages that are full but for the last, and counts them.</summary>
    public void AssertConsistent()
    {
        var directory = Directory();
        var pages = Pages();
        var listed = pages.SelectMany(p => p.UserIds).ToArray();
        Assert.Equal(listed.Length, listed.Distinct().Count());
        var vectors = Dapr.Keys.Where(k => k.StartsWith(VersionName + "/u", StringComparison.Ordinal));
        Assert.Equal(vectors.Order(StringComparer.Ordinal), listed.Select(id => EmbeddingKeys.User(VersionName, id)).Order(StringComparer.Ordinal));
        Assert.Equal(directory.Users, listed.Length);
        Assert.Equal(directory.Users, directory.AsOfDays.Values.Sum());
        Assert.All(pages.SkipLast(1), p => Assert.Equal(256, p.UserIds.Count));
        Assert.All(pages.TakeLast(1), p => Assert.InRange(p.UserIds.Count, 1, 256));
    }

    private static ByteString Vector(params float[] values) => ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));

    private static ByteString Vector(long emission, long asOf) => Vector([emission, asOf]);
}
