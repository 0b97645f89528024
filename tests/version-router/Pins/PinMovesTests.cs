using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Pins;

public class PinMovesTests
{
    private const string V1 = "representation@v1";
    private const string V2 = "representation@v2";

    [Fact]
    public void Move_ToAReadyVersion_ServesItAndDrainsWhatNobodyIsPinnedTo()
    {
        var registry = new RegistryDocument(0, [Version(1), Version(2, VersionState.Ready)], [Model("a", 1), Model("b", 1)]);

        var (one, moved) = PinMoves.Move(registry, registry.Model("a")!, V2, Then.AddHours(1));
        var (both, _) = PinMoves.Move(one, one.Model("b")!, V2, Then.AddHours(2));

        Assert.Equal((V2, V1), (moved.Pin, moved.PreviousPin));
        Assert.Equal((VersionState.Serving, VersionState.Serving), (one.Version(V1)!.State, one.Version(V2)!.State));
        Assert.Equal((VersionState.Draining, Then.AddHours(2)), (both.Version(V1)!.State, both.Version(V1)!.StateChangedAt));
    }

    [Fact]
    public void Settle_WhatIsSettled_IsLeftAlone()
    {
        var registry = new RegistryDocument(0, [Version(1), Version(2, VersionState.Ready), Version(3, VersionState.Backfilling), Version(4, VersionState.Retired)], [Model("a", 1)]);

        Assert.Same(registry, PinMoves.Settle(registry, Then.AddHours(1)));
    }

    [Fact]
    public void Rollback_Twice_GoesBackAndForthAgain()
    {
        var registry = new RegistryDocument(0, [Version(1, VersionState.Draining), Version(2)], [Model("a", 2, 1), Model("b", 2)]);

        var back = Rollback.Decide(registry, "a", Then).Value!;
        var forth = Rollback.Decide(back.Document!, "a", Then).Value!;

        Assert.Equal((V1, V2), (back.Result.Pin, back.Result.PreviousPin));
        Assert.Equal(VersionState.Serving, back.Document!.Version(V1)!.State);
        Assert.Equal((V2, V1), (forth.Result.Pin, forth.Result.PreviousPin));
        Assert.Equal(VersionState.Draining, forth.Document!.Version(V1)!.State);
        Assert.Equal(V2, forth.Document.Model("b")!.Pin);
    }

    [Theory]
    [InlineData("nobody", "MODEL_NOT_FOUND")]
    [InlineData("first", "NO_PREVIOUS_PIN")]
    [InlineData("cold", "PREVIOUS_PIN_COLD")]
    public void Rollback_NothingToGoBackTo_IsRefused(string model, string code)
    {
        var registry = new RegistryDocument(0, [Version(1, VersionState.Retired), Version(2)], [Model("first", 2), Model("cold", 2, 1)]);

        Assert.Equal(code, Rollback.Decide(registry, model, Then).Problem!.Code);
    }
}
