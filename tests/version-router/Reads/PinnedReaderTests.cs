using System.Net;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults;
using UserRep.Tests.Shared;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Shadows;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Reads;

public class PinnedReaderTests
{
    private static readonly string[] s_users = [.. Enumerable.Range(0, 200).Select(i => $"user-{i}")];
    private static readonly RegistryDocument s_registry = new(7, [Version(1), Version(2), Version(3)],
        [Model("plain", 2), Model("tried", 2) with { Canaries = [new Canary("representation@v3", 30), new Canary("representation@v1", 20)] }]);

    private readonly StoreStandIn _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_Groups_HaveEveryUserOnceEachOfOneVersion()
    {
        var answer = await ReadAsync("tried", groups: true);

        Assert.Equal(3, answer.Groups.Count);
        Assert.Equal([("pin", "representation@v2"), ("canary", "representation@v3"), ("canary", "representation@v1")], answer.Groups.Select(g => (g.Group.Assignment, g.Group.Version.Version)));
        Assert.Equal(Enumerable.Range(0, s_users.Length), answer.Groups.SelectMany(g => g.Group.Positions!).Order());
        foreach (var served in answer.Groups)
            Assert.Equal(served.Group.UserIds.SelectMany(u => StoreStandIn.Vector(served.Group.Version.Version, u)), MemoryMarshal.Cast<byte, float>(served.Columns.Vectors.Span).ToArray());
    }

    [Fact]
    public async Task Read_ByACallerWithoutGroups_IsOfThePinAlone()
    {
        var served = Assert.Single((await ReadAsync("tried")).Groups);

        Assert.Equal(("pin", "representation@v2"), (served.Group.Assignment, served.Group.Version.Version));
        Assert.Same(s_users, served.Group.UserIds);
    }

    [Fact]
    public async Task Read_CanaryNotAccepted_ServesItsUsersFromThePin()
    {
        var all = await ReadAsync("tried", groups: true);
        var some = await ReadAsync("tried", groups: true, accepts: ["v2", "v1"]);

        Assert.Equal(["representation@v2", "representation@v1"], some.Groups.Select(g => g.Group.Version.Version));
        Assert.Equal(all.Groups[2].Group.UserIds, some.Groups[1].Group.UserIds);
        Assert.Equal(s_users.Length, some.Groups.Sum(g => g.Group.UserIds.Count));
    }

    [Fact]
    public async Task Read_OneGroupFailsItsCheck_IsAProblemAsAWhole()
    {
        _store.Spoil = columns => columns.EmbeddingSpaceId = columns.Version == "representation@v3" ? "space-2" : columns.EmbeddingSpaceId;

        Assert.Equal((502, "SPACE_MISMATCH"), await FaultAsync("tried", groups: true));
    }

    public static TheoryData<string, Action<EmbeddingColumns>> Spoiled => new()
    {
        { "another version", c => c.Version = "representation@v1" },
        { "another space", c => c.EmbeddingSpaceId = "space-1" },
        { "another dimension", c => c.Dimension = 4 },
        { "a user too few", c => c.Statuses.RemoveAt(0) },
        { "an age too few", c => c.AsOf.RemoveAt(0) },
        { "a vector too few", c => c.Vectors = ByteString.CopyFrom(c.Vectors.Span[8..]) },
        { "half a vector more", c => c.Vectors = ByteString.CopyFrom([.. c.Vectors.Span, .. new byte[4]]) },
        { "a status without its vector", c => c.Statuses[0] = EmbeddingStatus.NotFound },
    };

    [Theory]
    [MemberData(nameof(Spoiled))]
    public async Task Read_OfAnythingButTheVersionAssigned_IsAProblem(string what, Action<EmbeddingColumns> spoil)
    {
        _store.Spoil = spoil;
        var fault = await FaultAsync("plain");
        Assert.True(fault == (502, "SPACE_MISMATCH"), what);
    }

    /// <summary>As daprd answers: an access list that doesn't name version-router, an app that is down, no such app.</summary>
    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "ERR_DIRECT_INVOKE")]
    [InlineData(HttpStatusCode.InternalServerError, "ERR_DIRECT_INVOKE")]
    [InlineData(HttpStatusCode.NotFound, "ERR_DIRECT_INVOKE")]
    public async Task Read_TheSidecarRefuses_IsUnavailableAndSaysWhatItWasAnswered(HttpStatusCode status, string errorCode)
    {
        _store.Refuses = (status, errorCode);
        var read = await Reader().ReadAsync("plain", new EmbeddingsRequest(s_users), "caller", Cancel);
        Assert.Equal((503, "STORE_UNAVAILABLE"), (read.Problem!.Status, read.Problem.Code));
        Assert.Contains($"{(int)status}", read.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_InBinary_CarriesTheSameAsJson()
    {
        _store.Lacks.Add(("representation@v2", s_users[3]));
        var answer = await ReadAsync("tried", groups: true);

        var binary = EmbeddingsAnswer.Parser.ParseFrom(await BodyAsync(new BinaryAnswer(answer), MediaTypes.Protobuf));
        var json = System.Text.Json.JsonSerializer.Deserialize<EmbeddingGroups>(await BodyAsync(JsonAnswer.Of(answer), "application/json"), UserRepJson.Options)!;

        Assert.Equal("tried", binary.Model);
        Assert.Equal(json.Groups.Count, binary.Groups.Count);
        foreach (var (b, j) in binary.Groups.Zip(json.Groups))
        {
            Assert.Equal((j.EncoderVersion, j.Assignment, j.EmbeddingSpaceId, (uint)j.Dimension, j.Metric), (b.EncoderVersion, b.Assignment, b.EmbeddingSpaceId, b.Dimension, b.Metric));
            Assert.Equal(j.UserIds, b.Positions.Select(p => s_users[p]));
            Assert.Equal(j.Statuses, b.Statuses.Select(StatusNames.Of));
            Assert.Equal(j.AsOf, b.AsOf.Select(a => a == 0 ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(a)));
            Assert.Equal(j.Embeddings.OfType<float[]>().SelectMany(v => v), MemoryMarshal.Cast<byte, float>(b.Vectors.Span).ToArray());
        }
    }

    [Fact]
    public async Task Answer_InBinaryOfAllUsers_HasNoPositions()
    {
        var binary = EmbeddingsAnswer.Parser.ParseFrom(await BodyAsync(new BinaryAnswer(await ReadAsync("plain", groups: true)), MediaTypes.Protobuf));

        Assert.Empty(Assert.Single(binary.Groups).Positions);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("application/json", false)]
    [InlineData("application/x-protobuf", true)]
    [InlineData("Application/X-Protobuf, application/problem+json", true)]
    [InlineData("application/x-protobuf, application/json", true)]
    [InlineData("application/json, application/x-protobuf", false)]
    [InlineData("application/json;q=0.5, application/x-protobuf;q=0.9", true)]
    [InlineData("application/x-protobuf;q=0.1, */*", false)]
    [InlineData("application/x-protobuf;q=0", false)]
    [InlineData("nonsense;;;", false)]
    public void Binary_IsWanted_WhereItIsNamedBeforeJson(string? accept, bool wanted)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Accept = accept;
        Assert.Equal(wanted, BinaryAnswer.IsWanted(http.Request));
    }

    private async Task<ModelAnswer> ReadAsync(string model, bool groups = false, string[]? accepts = null) =>
        (await Reader().ReadAsync(model, new EmbeddingsRequest(s_users, null, accepts, groups), "caller", Cancel)).Value!;

    private async Task<(int, string)> FaultAsync(string model, bool groups = false) =>
        (await Reader().ReadAsync(model, new EmbeddingsRequest(s_users, null, null, groups), "caller", Cancel)).Problem is { } p ? (p.Status, p.Code) : default;

    private PinnedReader Reader()
    {
        var snapshot = Snapshot(s_registry);
        var instruments = new VersionRouterInstruments(TestMeters.Factory());
        var shadows = new ShadowQueue(new ShadowLog(TimeProvider.System), instruments, Options.Create(new ShadowOptions()));
        return new PinnedReader(new Assigner(snapshot), _store.Reader(snapshot, instruments), shadows, new LastReadLog(TimeProvider.System), instruments, new FakeTimeProvider());
    }

    private static async Task<byte[]> BodyAsync(IResult result, string type)
    {
        using var body = new MemoryStream();
        var services = new ServiceCollection().AddLogging().Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(o => UserRepJson.Configure(o.SerializerOptions));
        var http = new DefaultHttpContext { Response = { Body = body }, RequestServices = services.BuildServiceProvider() };
        await result.ExecuteAsync(http);
        Assert.StartsWith(type, http.Response.ContentType, StringComparison.Ordinal);
        return body.ToArray();
    }
}
