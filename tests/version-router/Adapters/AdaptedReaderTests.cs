using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.Adapters;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.Tests.Shared;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Shadows;
using UserRep.VersionRouter.Tests.Reads;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Adapters;

/// <summary>Reads of a version that has no vectors of its own.</summary>
public class AdaptedReaderTests
{
    private const string V1 = "representation@v1";
    private const string V2 = "representation@v2";
    private static readonly string[] s_users = ["ada", "nobody", "grace"];
    private static readonly AdapterFile s_file = SmallAdapter.Create();

    private readonly StoreStandIn _store = new();
    private readonly MemoryDapr _dapr = new();
    private readonly AdapterStore _adapters;
    private RegistryDocument _registry = new(7,
        [Version(1, VersionState.Adapted) with { ServedFrom = V2, AdapterId = s_file.Id }, Version(2)],
        [Model("agreed", 1) with { AcceptsAdapted = true }, Model("not-agreed", 1), Model("back", 2, 1) with { AcceptsAdapted = true }, Model("not-back", 2, 1)]);

    public AdaptedReaderTests()
    {
        _store.Lacks.Add((V2, "nobody"));
        _adapters = new AdapterStore(_dapr);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_OfAnAdaptedVersion_IsTheOthersVectorsMappedAndLabelled()
    {
        await _adapters.SaveAsync(s_file, Cancel);

        var served = Assert.Single((await ReadAsync("agreed")).Value!.Groups);

        Assert.Equal((V1, V2, s_file.Id), (served.Group.Version.Version, served.ServedFrom, served.AdapterId));
        Assert.Equal((V1, "space-1", 2u), (served.Columns.Version, served.Columns.EmbeddingSpaceId, served.Columns.Dimension));
        Assert.Equal([EmbeddingStatus.Adapted, EmbeddingStatus.NotFound, EmbeddingStatus.Adapted], served.Columns.Statuses);
        Assert.Equal([StoreStandIn.AsOf + 2, 0, StoreStandIn.AsOf + 2], served.Columns.AsOf);
        var expected = new float[4];
        new AdapterMap(s_file).Apply([.. StoreStandIn.Vector(V2, "ada"), .. StoreStandIn.Vector(V2, "grace")], expected);
        Assert.Equal(expected, MemoryMarshal.Cast<byte, float>(served.Columns.Vectors.Span).ToArray());
    }

    [Fact]
    public async Task Read_WhileItIsFilledAgain_GoesOnThroughTheAdapter()
    {
        await _adapters.SaveAsync(s_file, Cancel);
        _registry = _registry.With(_registry.Version(V1)! with { State = VersionState.Backfilling });

        Assert.Equal(V2, (await ReadAsync("agreed")).Value!.Groups[0].ServedFrom);
    }

    [Fact]
    public async Task Read_ByAModelThatDidNotAgree_IsRefusedWhateverTheRegistrySays()
    {
        await _adapters.SaveAsync(s_file, Cancel);

        Assert.Equal((409, "ADAPTED_NOT_ACCEPTED"), await FaultAsync("not-agreed"));
    }

    [Fact]
    public async Task Read_OfThePreviousPin_IsForModelsThatAgreed()
    {
        await _adapters.SaveAsync(s_file, Cancel);

        var served = (await ReadAsync("back", V1)).Value!.Groups[0];
        Assert.Equal((Assignments.PreviousPin, V1, V2), (served.Group.Assignment, served.Group.Version.Version, served.ServedFrom));
        Assert.Equal((409, "PIN_MISMATCH"), await FaultAsync("not-back", V1));
    }

    [Fact]
    public async Task Read_AdapterMissing_FailsAndRecoversWhenItIsThere()
    {
        var reader = Reader();
        var request = new EmbeddingsRequest(s_users);
        Assert.Equal("ADAPTER_UNAVAILABLE", (await reader.ReadAsync("agreed", request, "caller", Cancel)).Problem!.Code);

        await _adapters.SaveAsync(s_file, Cancel);
        Assert.True((await reader.ReadAsync("agreed", request, "caller", Cancel)).Ok);
        // It is loaded once: what becomes of the document doesn't matter any more.
        await _adapters.RemoveAsync(s_file.Id, Cancel);
        Assert.True((await reader.ReadAsync("agreed", request, "caller", Cancel)).Ok);
    }

    public static TheoryData<string, AdapterFile> Damaged => new()
    {
        { "altered", s_file with { Simulated = false } },
        { "altered", s_file with { Tensors = [AdapterTensor.Of("weight", [1, 0, 0, 1], 2, 2), s_file.Tensors[1]] } },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public async Task Read_AdapterTamperedWithInTheStore_FailsAndServesNothingElse(string why, AdapterFile file)
    {
        await _adapters.SaveAsync(file, Cancel);

        var problem = (await ReadAsync("agreed")).Problem!;

        Assert.Equal((503, "ADAPTER_UNAVAILABLE"), (problem.Status, problem.Code));
        Assert.Contains(why, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_AdapterBetweenOtherBundles_Fails()
    {
        // Whole in itself, but not of these two.
        var other = SmallAdapter.Create(from: 3);
        await _adapters.SaveAsync(other, Cancel);
        _registry = _registry.With(_registry.Version(V1)! with { AdapterId = other.Id });

        Assert.Equal((503, "ADAPTER_UNAVAILABLE"), await FaultAsync("agreed"));
    }

    [Fact]
    public async Task Read_StoreAnswersInAnotherSpace_FailsAsEver()
    {
        await _adapters.SaveAsync(s_file, Cancel);
        _store.Spoil = c => c.EmbeddingSpaceId = "space-1";

        Assert.Equal((502, "SPACE_MISMATCH"), await FaultAsync("agreed"));
    }

    private async Task<(int, string)> FaultAsync(string model, params string[] accepts) => (await ReadAsync(model, accepts)).Problem is { } p ? (p.Status, p.Code) : default;

    private Task<UserRep.ServiceDefaults.Problems.Outcome<ModelAnswer>> ReadAsync(string model, params string[] accepts) =>
        Reader().ReadAsync(model, new EmbeddingsRequest(s_users, null, accepts.Length == 0 ? null : accepts), "caller", Cancel);

    private PinnedReader Reader()
    {
        var snapshot = Snapshot(_registry);
        var instruments = new VersionRouterInstruments(TestMeters.Factory());
        var shadows = new ShadowQueue(new ShadowLog(TimeProvider.System), instruments, Options.Create(new ShadowOptions()));
        return new PinnedReader(new Assigner(snapshot), _store.Reader(snapshot, instruments, _adapters), shadows, new LastReadLog(TimeProvider.System), instruments, new FakeTimeProvider());
    }
}
