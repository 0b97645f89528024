using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Versions;

public class LifecycleTests
{
    private static readonly (VersionState From, VersionState To)[] s_moves =
    [
        (VersionState.Registered, VersionState.Backfilling),
        (VersionState.Backfilling, VersionState.Ready),
        (VersionState.Ready, VersionState.Serving),
        (VersionState.Serving, VersionState.Draining),
        (VersionState.Draining, VersionState.Serving),
        (VersionState.Draining, VersionState.Retired),
        (VersionState.Registered, VersionState.Retired),
        (VersionState.Backfilling, VersionState.Retired),
        (VersionState.Ready, VersionState.Retired),
        (VersionState.Ready, VersionState.Adapted),
        (VersionState.Serving, VersionState.Adapted),
        (VersionState.Draining, VersionState.Adapted),
        (VersionState.Adapted, VersionState.Backfilling),
        (VersionState.Adapted, VersionState.Retired),
    ];

    public static TheoryData<VersionState, VersionState> AllPairs =>
        [.. from a in Enum.GetValues<VersionState>() from b in Enum.GetValues<VersionState>() select new TheoryDataRow<VersionState, VersionState>(a, b)];

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void Move_EveryStateToEveryState_OnlyTheTableIsAllowed(VersionState from, VersionState to)
    {
        var allowed = s_moves.Contains((from, to));
        Assert.Equal(allowed, Lifecycle.Allows(from, to));
        Assert.Equal(allowed, Lifecycle.From(from).Contains(to));

        var registry = RegistryDocument.Empty.With(Version(1, from)).With(Version(2, VersionState.Serving));
        var moved = VersionMoves.Move(registry, "representation@v1", to, Then.AddHours(1));
        if (from == to)
        {
            // Said twice is said once: no change, hence no epoch and no audit entry.
            Assert.Null(moved.Value!.Document);
        }
        else if (allowed)
        {
            Assert.Equal((to, Then.AddHours(1)), (moved.Value!.Result.State, moved.Value.Result.StateChangedAt));
            Assert.Same(moved.Value.Result, moved.Value.Document!.Version("representation@v1"));
            Assert.Equal(registry.Version("representation@v2"), moved.Value.Document.Version("representation@v2"));
            Assert.Equal((from.ToString(), to.ToString()), (moved.Value.From, moved.Value.To));
        }
        else
        {
            Assert.Equal("ILLEGAL_TRANSITION", moved.Problem!.Code);
        }
    }

    [Fact]
    public void Move_AnUnknownVersion_IsNotFoundAndNamesThoseThatExist()
    {
        var moved = VersionMoves.Move(RegistryDocument.Empty.With(Version(2)), "representation@v1", VersionState.Ready, Then);
        Assert.Equal((404, "VERSION_NOT_FOUND"), (moved.Problem!.Status, moved.Problem.Code));
        Assert.Equal(["representation@v2"], Assert.IsType<IEnumerable<string>>(moved.Problem.Facts["versions"], exactMatch: false));
    }

    [Theory]
    [InlineData(VersionState.Registered, false, false)]
    [InlineData(VersionState.Backfilling, false, false)]
    [InlineData(VersionState.Ready, true, true)]
    [InlineData(VersionState.Serving, true, true)]
    [InlineData(VersionState.Draining, false, true)]
    [InlineData(VersionState.Adapted, false, false)]
    [InlineData(VersionState.Retired, false, false)]
    public void State_ServableAndWarm_AreAsStated(VersionState state, bool servable, bool warm) =>
        Assert.Equal((servable, warm), (Lifecycle.IsServable(state), Lifecycle.IsWarm(state)));
}
