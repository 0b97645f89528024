using UserRep.Contracts.Plans;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Plans;
using UserRep.VersionRouter.Registry;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Plans;

public class CanaryPlannerTests
{
    private const string V2 = "representation@v2";
    private static readonly ModelInfo s_model = Model("m", 1) with { Heads = [.. new[] { 1, 2, 3 }.Select(n => new ModelHead($"representation@v{n}", ModelHead.ByHand, Then))] };
    private static readonly ModelInfo s_trying = s_model with { Canaries = [new Canary(V2, 5), new Canary("representation@v3", 60)] };
    private static readonly RegistryDocument s_registry = new(0, [Version(1), Version(2, VersionState.Ready), Version(3)], [s_model]);

    [Fact]
    public void Draw_ANewCanary_SaysWhatItDoes()
    {
        var draft = Draw(s_model, 5);

        Assert.Empty(draft.Refusals);
        Assert.Contains(draft.Lines, l => l is { Sign: PlanSign.Add, Text: "model m: canary representation@v2 5%" });
        Assert.Contains(draft.Lines, l => l is { Sign: PlanSign.Change, Text: "representation@v2: Ready -> Serving" });
        Assert.Contains(draft.Lines, l => l.Text.StartsWith("about 50 of 1,000 users", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(40, PlanSign.Change, "model m: canary representation@v2 5% -> 40%")]
    [InlineData(0, PlanSign.Remove, "model m: canary representation@v2 5% -> ends")]
    [InlineData(5, PlanSign.Fact, "model m has that canary already: nothing to do")]
    public void Draw_ACanaryThatIs_SaysWhatBecomesOfIt(double share, PlanSign sign, string text)
    {
        var draft = Draw(s_trying, share);

        Assert.Empty(draft.Refusals);
        Assert.Contains(draft.Lines, l => l.Sign == sign && l.Text == text);
    }

    [Fact]
    public void Draw_SharesOverAll_AreRefusedForGood() => Assert.Equal([("SHARES", false)], Draw(s_trying, 41).Refusals.Select(r => (r.Code, r.CanBeForced)));

    [Fact]
    public void Draw_CoverageTooLow_IsADoubt() => Assert.Equal([("COVERAGE", true)], Draw(s_model, 5, 900).Refusals.Select(r => (r.Code, r.CanBeForced)));

    [Fact]
    public void Draw_AShadow_IsToldThresholdsAndNotRefusedByThem()
    {
        var draft = ShadowPlanner.Draw(s_registry, s_model with { Heads = [] }, Facts(1, 1000), Facts(2, 900), false, new PlanOptions());

        Assert.Empty(draft.Refusals);
        Assert.Contains(draft.Lines, l => l is { Sign: PlanSign.Remove } && l.Text.StartsWith("100 of 1,000 users have no", StringComparison.Ordinal));
    }

    [Fact]
    public void Draw_WhatKeepingCosts_SaysWhatItWasMeasuredOver()
    {
        var lines = Draw(s_model, 5).Lines.Select(l => l.Text).ToArray();

        Assert.Contains("representation@v2 takes 20.0 ms of a core per 1,000 vectors (measured over 5,000 vectors on one encoder since 2026-06-30T12:00Z): 0.02 s to renew all 1,000 users once, as every day does", lines);
        Assert.Contains("and at most 0.100 % of a core at the 50.0 events a second of the last minute", lines);
        Assert.Contains(lines, l => l.StartsWith("representation@v1's CPU was not measured", StringComparison.Ordinal));
    }

    private static PlanDraft Draw(ModelInfo model, double share, long covered = 1000) =>
        CanaryPlanner.Draw(s_registry.With(model), model, Facts(1, 1000), Facts(2, covered), share, new PlanOptions(), Then);

    private static VersionFacts Facts(int version, long covered) => new(
        s_registry.Version($"representation@v{version}")!, new VersionCoverage(1000, covered, covered, null, 9_000_000), [], [],
        version == 2 ? new EncodingCost(V2, 5000, 0.1, Then) : null, 50);
}
