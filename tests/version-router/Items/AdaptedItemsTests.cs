using System.Runtime.InteropServices;
using UserRep.Adapters;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.Tests.Shared;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Items;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Neighbours;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Tests.Adapters;
using UserRep.VersionRouter.Tests.Reads;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Items;

/// <summary>Of an adapted version items are its own still; users beside them are another version's, mapped.</summary>
public sealed class AdaptedItemsTests
{
    private const string V1 = "representation@v1";
    private const string V2 = "representation@v2";
    private static readonly AdapterFile s_file = SmallAdapter.Create();
    private static readonly RegistrySnapshot s_snapshot = Snapshot(new(7,
        [Version(1, VersionState.Adapted) with { ServedFrom = V2, AdapterId = s_file.Id }, Version(2)], [Model("agreed", 1) with { AcceptsAdapted = true }, Model("not-agreed", 1)]));

    private readonly StoreStandIn _store = new() { Lacks = { (V2, "nobody") } };
    private readonly EncoderStandIn _encoder = new();
    private readonly AdapterStore _adapters = new(new MemoryDapr());
    private readonly VersionRouterInstruments _instruments = new(TestMeters.Factory());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_OfAnAdaptedVersion_AreItsOwnAndUsersAreMappedAndLabelled()
    {
        await _adapters.SaveAsync(s_file, Cancel);

        var served = (await Reader().ReadAsync("agreed", new ItemsRequest(["item", "lost"], ["ada", "nobody"]), "caller", Cancel)).Value!;

        Assert.Equal((V1, "items-1", V2, s_file.Id), (served.Items.Version, served.Items.EmbeddingSpaceId, served.ServedFrom, served.AdapterId));
        Assert.Equal([EmbeddingStatus.Present, EmbeddingStatus.NotFound], served.Items.Statuses);
        Assert.Equal([EmbeddingStatus.Adapted, EmbeddingStatus.NotFound], served.Users!.Statuses);
        Assert.Equal(Mapped("ada"), MemoryMarshal.Cast<byte, float>(served.Items.UserVectors.Span).ToArray());
        Assert.Equal($"/v1/versions/{V1}/items", Uri.UnescapeDataString(Assert.Single(_encoder.Asked).Path));
    }

    [Fact]
    public async Task Items_WithoutUsers_NeedNoAdapterAndSayNothingOfOne()
    {
        var served = (await Reader().ReadAsync("agreed", new ItemsRequest(["item"]), "caller", Cancel)).Value!;

        Assert.Equal((V1, null, null), (served.Items.Version, served.ServedFrom, served.AdapterId));
    }

    [Fact]
    public async Task Neighbours_ItemsOfAUser_AreAskedForWithTheMappedVector()
    {
        await _adapters.SaveAsync(s_file, Cancel);

        var served = (await Finder().FindAsync("agreed", new NeighboursRequest("ada", Of: "items"), "caller", Cancel)).Value!;

        Assert.Equal((V1, V2, s_file.Id), (served.Found.Version, served.ServedFrom, served.AdapterId));
        Assert.Equal(Mapped("ada"), MemoryMarshal.Cast<byte, float>(NeighboursQuery.Parser.ParseFrom(Assert.Single(_encoder.Asked).Body).Vector.Span).ToArray());
        Assert.Equal("USER_NOT_FOUND", (await Finder().FindAsync("agreed", new NeighboursRequest("nobody", Of: "items"), "caller", Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task Neighbours_ItemsOfAVector_TakeItAsAVectorOfTheVersion()
    {
        var served = (await Finder().FindAsync("agreed", new NeighboursRequest(Vector: [1, 2], Of: "items"), "caller", Cancel)).Value!;

        Assert.Equal((V1, null, null), (served.Found.Version, served.ServedFrom, served.AdapterId));
        Assert.Equal([1, 2], MemoryMarshal.Cast<byte, float>(NeighboursQuery.Parser.ParseFrom(Assert.Single(_encoder.Asked).Body).Vector.Span).ToArray());
    }

    [Fact]
    public async Task Neighbours_Users_AreRefused()
    {
        Assert.Equal("NEIGHBOURS_ADAPTED", (await Finder().FindAsync("agreed", new NeighboursRequest("ada"), "caller", Cancel)).Problem!.Code);
        Assert.Equal("NEIGHBOURS_ADAPTED", (await Finder().FindAsync("agreed", new NeighboursRequest(Vector: [1, 2]), "caller", Cancel)).Problem!.Code);
        Assert.Empty(_encoder.Asked);
    }

    [Theory]
    [InlineData("not-agreed", "ADAPTED_NOT_ACCEPTED")]
    [InlineData("agreed", "ADAPTER_UNAVAILABLE")]
    public async Task ItemsAndNeighbours_WithoutConsentOrAdapter_AreRefused(string model, string code)
    {
        Assert.Equal(code, (await Reader().ReadAsync(model, new ItemsRequest(["item"], ["ada"]), "caller", Cancel)).Problem!.Code);
        Assert.Equal(code, (await Finder().FindAsync(model, new NeighboursRequest("ada", Of: "items"), "caller", Cancel)).Problem!.Code);
        Assert.Empty(_encoder.Asked);
    }

    private ItemReader Reader() => new(new Assigner(s_snapshot), _store.Reader(s_snapshot, _instruments, _adapters), _encoder.Gateway(), new LastReadLog(TimeProvider.System), _instruments);

    private NeighbourFinder Finder() => new(new Assigner(s_snapshot), _store.Reader(s_snapshot, _instruments, _adapters), new StoreGateway(_encoder.Client()), _encoder.Gateway(), new LastReadLog(TimeProvider.System), _instruments);

    private static float[] Mapped(string user)
    {
        var expected = new float[2];
        new AdapterMap(s_file).Apply(StoreStandIn.Vector(V2, user), expected);
        return expected;
    }
}
