using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Problems;
using UserRep.Tests.Shared;
using UserRep.VersionRouter.Items;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Neighbours;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Tests.Reads;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Items;

/// <summary>Items and neighbours are pinned as reads are.</summary>
public class ItemsTests
{
    private static readonly RegistrySnapshot s_snapshot = Snapshot(new(7, [Version(1, VersionState.Draining), Version(2)], [Model("plain", 2), Model("moved", 2, 1), Model("tried", 2) with { Canaries = [new Canary("representation@v1", 10)] }]));

    private readonly StoreStandIn _store = new() { Lacks = { ("representation@v2", "nobody") } };
    private readonly EncoderStandIn _encoder = new();
    private readonly LastReadLog _lastReads = new(TimeProvider.System);
    private readonly VersionRouterInstruments _instruments = new(TestMeters.Factory());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plain", null, "representation@v2", "pin")]
    [InlineData("moved", "v1", "representation@v1", "previous-pin")]
    [InlineData("moved", "v1,v2", "representation@v2", "pin")]
    [InlineData("tried", null, "representation@v2", "pin")]
    [InlineData("tried", "v1,v2", "representation@v2", "pin")]
    [InlineData("tried", "v1", "representation@v1", "canary")]
    public async Task Items_OfAModel_AreOfTheVersionAssigned(string model, string? accepts, string version, string assignment)
    {
        var served = (await Reader().ReadAsync(model, new ItemsRequest(["item", "lost"], ["u1"], null, accepts?.Split(',')), "caller", Cancel)).Value!;
        Assert.Equal((version, assignment), (served.Items.Version, served.Assigned.Assignment));
        Assert.Equal([EmbeddingStatus.Present, EmbeddingStatus.NotFound], served.Items.Statuses);
        Assert.Equal(StoreStandIn.Vector(version, "u1"), MemoryMarshal.Cast<byte, float>(served.Items.UserVectors.Span).ToArray());
        Assert.Equal($"/v1/versions/{version}/items", Uri.UnescapeDataString(_encoder.Asked[0].Path));
    }

    [Theory]
    [InlineData("plain", "v1", "caller", "PIN_MISMATCH")]
    [InlineData("tried", "v3", "caller", "PIN_MISMATCH")]
    [InlineData("nobody", null, "caller", "MODEL_NOT_FOUND")]
    [InlineData("plain", null, "stranger", "NOT_ALLOWED")]
    [InlineData("plain", null, null, "NO_CALLER")]
    public async Task ItemsAndNeighbours_OfAnythingElse_AreRefusedAsReadsAre(string model, string? accepts, string? caller, string code)
    {
        Assert.Equal(code, (await Reader().ReadAsync(model, new ItemsRequest(["i"], Accepts: accepts?.Split(',')), caller, Cancel)).Problem!.Code);
        foreach (var of in new[] { "users", "items" })
            Assert.Equal(code, (await Finder().FindAsync(model, new NeighboursRequest("u", Of: of, Accepts: accepts?.Split(',')), caller, Cancel)).Problem!.Code);
        Assert.Empty(_encoder.Asked);
    }

    public static TheoryData<string> WrongItems => ["version", "space", "id", "taken", "width", "count", "users"];

    [Theory]
    [MemberData(nameof(WrongItems))]
    public async Task Items_OfAnythingButTheVersionAssigned_AreAnError(string wrong)
    {
        _encoder.SpoilItems = c => _ = wrong switch
        {
            "version" => c.Version = "representation@v1",
            "space" => c.Space = "embedding",
            "id" => c.EmbeddingSpaceId = "",
            "taken" => c.EmbeddingSpaceId = "space-2",
            "width" => (c.Dimension = 3).ToString(System.Globalization.CultureInfo.InvariantCulture),
            "count" => Add(c),
            _ => (c.UserVectors = Google.Protobuf.ByteString.Empty).ToString(),
        };
        var served = await Reader().ReadAsync("plain", new ItemsRequest(["item"], ["u1"]), "caller", Cancel);
        Assert.Equal("SPACE_MISMATCH", served.Problem?.Code);

        static string Add(ItemColumns c)
        {
            c.Statuses.Add(EmbeddingStatus.NotFound);
            return "";
        }
    }

    [Fact]
    public async Task Neighbours_OfAUserAmongUsers_AreTheStoresInTheVersionsSpace()
    {
        var served = (await Finder().FindAsync("plain", new NeighboursRequest("u1", K: 100), "caller", Cancel)).Value!;
        var query = NeighboursQuery.Parser.ParseFrom(_encoder.Asked.Single().Body);
        Assert.Equal(("u1", 100u, "cosine"), (query.UserId, query.K, query.Metric));
        Assert.Equal(("users", "embedding", "space-2", 0.96), (served.Of, served.Found.Space, served.Found.EmbeddingSpaceId, served.Found.Recall));
    }

    [Fact]
    public async Task Neighbours_OfAUserAmongItems_AskWithTheUsersVector()
    {
        var served = (await Finder().FindAsync("plain", new NeighboursRequest("u1", Of: "items"), "caller", Cancel)).Value!;
        Assert.Equal(StoreStandIn.Vector("representation@v2", "u1"), MemoryMarshal.Cast<byte, float>(NeighboursQuery.Parser.ParseFrom(_encoder.Asked.Single().Body).Vector.Span).ToArray());
        Assert.Equal(("items", "collaborative", "items-2"), (served.Of, served.Found.Space, served.Found.EmbeddingSpaceId));
        Assert.Equal("USER_NOT_FOUND", (await Finder().FindAsync("plain", new NeighboursRequest("nobody", Of: "items"), "caller", Cancel)).Problem!.Code);
    }

    [Theory]
    [InlineData("users", 3)]
    [InlineData("items", 1)]
    public async Task Neighbours_OfAVectorOfAnotherWidth_IsRefused(string of, int width) =>
        Assert.Equal("DIMENSION", (await Finder().FindAsync("plain", new NeighboursRequest(Vector: new float[width], Of: of), "caller", Cancel)).Problem!.Code);

    [Theory]
    [InlineData("users")]
    [InlineData("items")]
    public async Task Neighbours_OfAnotherVersion_AreAnError(string of)
    {
        _encoder.SpoilNeighbours = c => c.Version = "representation@v1";
        Assert.Equal("SPACE_MISMATCH", (await Finder().FindAsync("plain", new NeighboursRequest("u1", Of: of), "caller", Cancel)).Problem!.Code);
        _encoder.SpoilNeighbours = c => c.EmbeddingSpaceId = of == "users" ? "space-1" : "space-2";
        Assert.Equal("SPACE_MISMATCH", (await Finder().FindAsync("plain", new NeighboursRequest("u1", Of: of), "caller", Cancel)).Problem!.Code);
    }

    [Theory]
    [InlineData(HttpStatusCode.UnprocessableEntity, "NO_SUCH_SPACE", 422, "NO_SUCH_SPACE")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "INDEX_BUILDING", 503, "INDEX_BUILDING")]
    [InlineData(HttpStatusCode.NotFound, "VERSION_NOT_LIVE", 503, "ENCODER_UNAVAILABLE")]
    [InlineData(HttpStatusCode.Forbidden, "NOT_ALLOWED", 503, "ENCODER_UNAVAILABLE")]
    [InlineData(HttpStatusCode.InternalServerError, "BUG", 503, "ENCODER_UNAVAILABLE")]
    public async Task Items_TheEncoderRefuses_TheCallerIsToldWhatIsTheirs(HttpStatusCode status, string code, int told, string toldCode)
    {
        _encoder.Refuses = (status, code);
        var problem = (await Reader().ReadAsync("plain", new ItemsRequest(["item"]), "caller", Cancel)).Problem!;
        Assert.Equal((told, toldCode), (problem.Status, problem.Code));
        var http = new DefaultHttpContext();
        ProblemResult.WriteRetryAfter(problem, http.Response);
        Assert.Equal(code == "INDEX_BUILDING" ? "5" : "", http.Response.Headers.RetryAfter.ToString());
    }

    [Fact]
    public async Task ItemsAndNeighbours_AreReadsThatARetirementMustKnowOf()
    {
        await Reader().ReadAsync("plain", new ItemsRequest(["item"]), "caller", Cancel);
        await Finder().FindAsync("moved", new NeighboursRequest("u1"), "caller", Cancel);
        Assert.Equal(["moved", "plain"], _lastReads.Snapshot().SelectMany(r => r).Select(r => r.Model).Order());
    }

    private ItemReader Reader() => new(new Assigner(s_snapshot), _store.Reader(s_snapshot, _instruments), _encoder.Gateway(), _lastReads, _instruments);

    private NeighbourFinder Finder() => new(new Assigner(s_snapshot), _store.Reader(s_snapshot, _instruments), new StoreGateway(_encoder.Client()), _encoder.Gateway(), _lastReads, _instruments);
}
