using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Canaries;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Canaries;

public class CanaryMovesTests
{
    private const string V1 = "representation@v1";
    private const string V2 = "representation@v2";
    private const string V3 = "representation@v3";
    private static readonly Requester s_operator = new("playground", true);
    private static readonly ModelInfo s_model = Model("m", 1) with { Heads = [.. new[] { 1, 2, 3, 5, 6 }.Select(n => new ModelHead($"representation@v{n}", ModelHead.ByHand, Then))] };
    private static readonly RegistryDocument s_registry = new(
        0, [Version(1), Version(2, VersionState.Ready), Version(3, VersionState.Draining), Version(4), Version(5, VersionState.Backfilling), Version(6, VersionState.Retired)], [s_model, Model("unpinned", null)]);

    [Fact]
    public void Set_ACanary_PutsItsVersionIntoServiceAndItsEndTakesItOut()
    {
        var begun = Set(new Canary(V2, 5), new Canary(V3, 2.5)).Value!;
        Assert.Equal((VersionState.Serving, VersionState.Serving), (begun.Document!.Version(V2)!.State, begun.Document.Version(V3)!.State));
        Assert.Equal(("canaries of model m", null, "representation@v2 5%, representation@v3 2.5%"), (begun.What, begun.From, begun.To));

        var ended = CanaryMoves.Set(begun.Document, "m", [], Then).Value!;
        Assert.Null(ended.Result.Canaries);
        Assert.Equal((VersionState.Draining, VersionState.Serving), (ended.Document!.Version(V2)!.State, ended.Document.Version(V1)!.State));
    }

    [Fact]
    public void Set_AsItIs_IsNoChange() => Assert.Null(CanaryMoves.Set(Set(new Canary(V2, 5)).Value!.Document!, "m", [new Canary(V2, 5)], Then).Value!.Document);

    [Theory]
    [InlineData(V1, 5, "CANARY_IS_PIN")]
    [InlineData("representation@v4", 5, "NO_HEAD")]
    [InlineData("representation@v5", 5, "VERSION_NOT_READY")]
    [InlineData("representation@v6", 5, "VERSION_NOT_READY")]
    [InlineData(V2, 101, "SHARES")]
    public void Set_WhatARuleForbids_IsRefused(string version, double share, string code) => Assert.Equal(code, Set(new Canary(version, share)).Problem!.Code);

    [Fact]
    public void Set_SeveralFaults_AreToldAtOnce()
    {
        var problem = Set(new Canary("representation@v9", 60), new Canary(V1, 60)).Problem!;

        Assert.Equal("CANARIES_REFUSED", problem.Code);
        foreach (var part in new[] { "v9 is not registered", "no head for representation@v9", "is pinned to representation@v1", "add up to 120%" })
            Assert.Contains(part, problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unpinned", "MODEL_NOT_PINNED")]
    [InlineData("nobody", "MODEL_NOT_FOUND")]
    public void Set_OfAModelWithoutAPin_IsRefused(string model, string code) =>
        Assert.Equal(code, CanaryMoves.Set(s_registry.With(Model("unpinned", null) with { Heads = s_model.Heads }), model, [new Canary(V2, 5)], Then).Problem!.Code);

    [Fact]
    public void With_AShare_StaysInItsPlace()
    {
        var model = s_model with { Canaries = [new Canary(V2, 5), new Canary(V3, 5)] };

        Assert.Equal([new Canary(V2, 20), new Canary(V3, 5)], CanaryRules.With(model, V2, 20));
        Assert.Equal([new Canary(V3, 5)], CanaryRules.With(model, V2, 0));
        Assert.Equal([new Canary(V2, 5), new Canary(V3, 5), new Canary("representation@v4", 1)], CanaryRules.With(model, "representation@v4", 1));
    }

    [Fact]
    public void Migrate_ToACanary_EndsItAndKeepsTheOther()
    {
        var registry = Set(new Canary(V2, 50), new Canary(V3, 10)).Value!.Document!;
        var (_, moved) = PinMoves.Move(registry, registry.Model("m")! with { Shadow = V2 }, V2, Then);

        Assert.Equal([new Canary(V3, 10)], moved.Canaries);
        Assert.Null(moved.Shadow);
    }

    [Fact]
    public void Rollback_EndsCanaries()
    {
        var registry = Set(new Canary(V3, 10)).Value!.Document!;
        registry = PinMoves.Move(registry, registry.Model("m")!, V2, Then).Document;

        var back = Rollback.Decide(registry, "m", Then).Value!;

        Assert.Equal((V1, true), (back.Result.Pin, back.Result.Canaries is null));
        Assert.Equal(VersionState.Draining, back.Document!.Version(V3)!.State);
    }

    [Fact]
    public void Head_InACanary_CannotBeTaken() =>
        Assert.Equal("HEAD_IN_CANARY", HeadDecisions.Take(Set(new Canary(V2, 5)).Value!.Document!, "m", V2, s_operator).Problem!.Code);

    [Fact]
    public void Retire_ACanaryOrShadow_IsRefusedAndNamesWhoseItIs()
    {
        var registry = Set(new Canary(V2, 5)).Value!.Document!;
        registry = registry.With(Model("other", 1) with { Shadow = V2 });

        var problem = Retirement.Decide(registry, V2, [], TimeSpan.Zero, Then).Problem!;

        Assert.Equal("VERSION_IN_USE", problem.Code);
        Assert.Contains("canary of m and the shadow of other", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Remove_AModelWithACanary_DrainsItsVersion() =>
        Assert.Equal(VersionState.Draining, HeadDecisions.Remove(Set(new Canary(V2, 5)).Value!.Document!, "m", s_operator, Then).Value!.Document!.Version(V2)!.State);

    private static ServiceDefaults.Problems.Outcome<Change<ModelInfo>> Set(params Canary[] canaries) => CanaryMoves.Set(s_registry, "m", canaries, Then);
}
