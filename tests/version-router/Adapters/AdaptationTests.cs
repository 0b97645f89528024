using UserRep.Adapters;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Plans;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Adapters;

public class AdaptationTests
{
    private const string V1 = "representation@v1";
    private const string V2 = "representation@v2";
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(10);
    private static readonly AdapterFile s_file = SmallAdapter.Create();
    private static readonly AdapterRecord s_adapter = new(s_file.Id, V2, V1, AdapterKind.Affine, true, Then);
    private static readonly ModelInfo s_agreed = Model("agreed", 1) with { AcceptsAdapted = true };
    private static readonly RegistryDocument s_registry = new(0, [Version(1), Version(2)], [s_agreed, Model("other", 2)], [s_adapter]);

    private static RegistryDocument Adapted => Decide(s_registry).Document!;

    [Fact]
    public void Adapt_EveryoneAgreed_IsServedFromTheOtherVersion()
    {
        var change = Decide(s_registry);

        Assert.Equal((VersionState.Adapted, V2, s_file.Id), (change.Result.State, change.Result.ServedFrom, change.Result.AdapterId));
        Assert.Equal(("Serving", "Adapted"), (change.From, change.To));
        // Pins stay where they are.
        Assert.Equal(s_registry.Models, change.Document!.Models);
        Assert.Null(Adaptation.Decide(change.Document, V1, s_file.Id, [], s_grace, Then).Value!.Document);
    }

    public static TheoryData<string, object> Refusals => new()
    {
        { "ADAPTED_NOT_ACCEPTED", s_registry.With(Model("b", 1)).With(Model("c", 1)) },
        { "ADAPTER_SOURCE_COLD", s_registry.With(Version(2, VersionState.Backfilling)) },
        { "ADAPTER_SOURCE_COLD", s_registry.With(Version(2, VersionState.Retired)) },
        { "ADAPTER_SOURCE_COLD", s_registry.With(Version(2, VersionState.Adapted) with { AdapterId = "x", ServedFrom = "representation@v3" }) },
        { "VERSION_IN_USE", s_registry.With(Version(3, VersionState.Adapted) with { AdapterId = "x", ServedFrom = V1 }) },
        { "VERSION_IN_USE", s_registry.With(Model("other", 2) with { Shadow = V1 }) },
        { "VERSION_IN_USE", s_registry.With(Model("other", 2) with { Canaries = [new Canary(V1, 5)] }) },
        { "ILLEGAL_TRANSITION", s_registry.With(Version(1, VersionState.Backfilling)) },
        { "ILLEGAL_TRANSITION", s_registry.With(Version(1, VersionState.Retired)) },
        { "ADAPTER_NOT_FOUND", s_registry with { Adapters = null } },
        { "ADAPTER_OF_ANOTHER", s_registry with { Adapters = [s_adapter with { To = "representation@v3" }] } },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Adapt_AgainstARule_IsRefused(string code, object registry) =>
        Assert.Equal(code, Adaptation.Decide((RegistryDocument)registry, V1, s_file.Id, [], s_grace, Then).Problem!.Code);

    [Fact]
    public void Adapt_ModelsThatDidNotAgree_AreNamed() =>
        Assert.Contains("b, c are pinned", Adaptation.Decide(s_registry.With(Model("b", 1)).With(Model("c", 1)), V1, s_file.Id, [], s_grace, Then).Problem!.Detail, StringComparison.Ordinal);

    [Fact]
    public void Adapt_ReadLatelyByAModelThatDidNotAgree_IsRefusedUntilTheGraceIsOver()
    {
        // Its replicas with the old head still read the pin before.
        var registry = s_registry.With(Model("other", 2, 1));

        Assert.Equal("VERSION_IN_USE", Adaptation.Decide(registry, V1, s_file.Id, [new LastRead("other", Then.AddMinutes(-9))], s_grace, Then).Problem!.Code);
        Assert.True(Adaptation.Decide(registry, V1, s_file.Id, [new LastRead("other", Then.AddMinutes(-10)), new LastRead("agreed", Then), new LastRead("removed", Then)], s_grace, Then).Ok);
    }

    [Fact]
    public void Source_OfAnAdaptedVersion_CanBeNeitherRetiredNorAdapted()
    {
        var registry = Adapted.With(Version(2, VersionState.Draining)).Without(s_registry.Model("other")!) with { Adapters = [s_adapter, s_adapter with { Id = new string('f', 64), From = "representation@v3", To = V2 }] };

        var problem = Retirement.Decide(registry, V2, [], s_grace, Then).Problem!;
        Assert.Equal("VERSION_IN_USE", problem.Code);
        Assert.Contains($"{V1} is served from {V2}", problem.Detail, StringComparison.Ordinal);
        Assert.Equal("VERSION_IN_USE", Adaptation.Decide(registry.With(Version(3)), V2, new string('f', 64), [], s_grace, Then).Problem!.Code);
        Assert.Equal("ADAPTER_IN_USE", AdapterRegistration.Remove(registry, s_file.Id).Problem!.Code);
    }

    [Fact]
    public void Backfill_OfAnAdaptedVersion_IsServedThroughItsAdapterUntilReadyThenServing()
    {
        var filling = VersionMoves.Move(Adapted, V1, VersionState.Backfilling, Then).Value!;
        Assert.Equal((VersionState.Backfilling, V2, s_file.Id, 1), (filling.Result.State, filling.Result.ServedFrom, filling.Result.AdapterId, filling.Result.Round));
        // Meanwhile what it lives on stays.
        Assert.False(Retirement.Decide(filling.Document!.Without(s_registry.Model("other")!), V2, [], s_grace, Then).Ok);

        var ready = VersionMoves.Move(filling.Document!, V1, VersionState.Ready, Then.AddHours(1)).Value!;
        Assert.Equal((VersionState.Serving, null, null, 1), (ready.Result.State, ready.Result.ServedFrom, ready.Result.AdapterId, ready.Result.Round));
        Assert.Empty(ready.Document!.ServedFrom(V2));
    }

    [Fact]
    public void Retire_AnAdaptedVersion_ForgetsItsAdapter()
    {
        var retired = Retirement.Decide(Adapted.Without(s_agreed), V1, [], s_grace, Then).Value!;

        Assert.Equal((VersionState.Retired, null), (retired.Result.State, retired.Result.AdapterId));
        Assert.True(AdapterRegistration.Remove(retired.Document!, s_file.Id).Ok);
    }

    [Fact]
    public void Rollback_ToAnAdaptedVersion_IsForModelsThatAgreed()
    {
        var registry = Adapted.With(Model("agreed", 2, 1) with { AcceptsAdapted = true }).With(Model("other", 2, 1));

        Assert.Equal(V1, Rollback.Decide(registry, "agreed", Then).Value!.Result.Pin);
        Assert.Equal(VersionState.Adapted, Rollback.Decide(registry, "agreed", Then).Value!.Document!.Version(V1)!.State);
        Assert.Equal("PREVIOUS_PIN_COLD", Rollback.Decide(registry, "other", Then).Problem!.Code);
    }

    [Fact]
    public void Agreement_IsGivenByTheOwnerAndNotTakenBackWhileItIsNeeded()
    {
        var owner = new Requester("caller", false);
        var agreed = HeadDecisions.Give(s_registry, new HeadOffer("other", V2, null, null, AcceptsAdapted: true), owner, Then).Value!;
        Assert.True(agreed.Result.AcceptsAdapted);
        Assert.EndsWith("accepts adapted vectors", agreed.What, StringComparison.Ordinal);
        // Another head, and no word of it: as it was.
        Assert.True(HeadDecisions.Give(agreed.Document!, new HeadOffer("other", V1, null, null), owner, Then).Value!.Result.AcceptsAdapted);
        Assert.False(HeadDecisions.Give(agreed.Document!, new HeadOffer("other", V2, null, null, AcceptsAdapted: false), owner, Then).Value!.Result.AcceptsAdapted);

        Assert.Equal("STILL_ADAPTED", HeadDecisions.Give(Adapted, new HeadOffer("agreed", V1, null, null, AcceptsAdapted: false), owner, Then).Problem!.Code);
        Assert.Equal("VERSION_NOT_READY", HeadDecisions.Give(Adapted, new HeadOffer("new", V1, null, null, AcceptsAdapted: true), owner, Then).Problem!.Code);
    }

    [Fact]
    public void Register_AnAdapter_OnlyBetweenTheBundlesThatAreRegistered()
    {
        var empty = s_registry with { Adapters = null };
        Assert.Equal(s_file.Id, Assert.Single(AdapterRegistration.Add(empty, s_file, Then).Value!.Document!.KnownAdapters).Id);
        Assert.Null(AdapterRegistration.Add(s_registry, s_file, Then).Value!.Document);

        var other = AdapterFile.Create(s_file.From with { BundleSha256 = new string('a', 64), Dimension = 3 }, SmallAdapter.Side(9), s_file.Kind, true, s_file.Tensors, s_file.Report);
        var faults = Assert.IsType<IReadOnlyList<string>>(AdapterRegistration.Add(empty, other, Then).Problem!.Facts["faults"], exactMatch: false);
        Assert.Equal(3, faults.Count);
        Assert.Contains("to: representation@v9 is not registered", faults);
    }

    [Fact]
    public void Plan_SaysWhoAgreedWhatIsLostAndWhatIsSaved()
    {
        var draft = Draw(SmallAdapter.Create(tasks: [SmallAdapter.Loss("active-7d", 0.004), SmallAdapter.Loss("groups-7d", 0.001)]), s_registry.With(Model("before", 2, 1)));

        Assert.Empty(draft.Refusals);
        Assert.Contains(draft.Lines, l => l.Sign == PlanSign.Change && l.Text.StartsWith($"{V1}: Serving -> Adapted, served from {V2}", StringComparison.Ordinal));
        Assert.Contains(draft.Lines, l => l.Sign == PlanSign.Remove && l.Text.StartsWith("1,000 vectors, 9.0 MB", StringComparison.Ordinal));
        Assert.Contains(draft.Lines, l => l.Text.Contains("(simulated): cosine 0.970", StringComparison.Ordinal));
        Assert.Contains(draft.Lines, l => l.Text == "its 2 tasks lose 0.0025 in the mean, 1 of them beyond the interval");
        Assert.Contains(draft.Lines, l => l.Sign == PlanSign.Remove && l.Text.StartsWith("active-7d auc 0.800 -> 0.796", StringComparison.Ordinal));
        Assert.Contains(draft.Lines, l => l.Sign == PlanSign.Remove && l.Text.StartsWith("model before can't be rolled back", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_BelowItsThresholds_IsDoubtedEachByItsCode()
    {
        Assert.Equal([("ADAPTER_COSINE", true), ("ADAPTER_TASK_LOSS", true)], Draw(SmallAdapter.Create(cosine: 0.89, tasks: SmallAdapter.Loss("a", 0.02)), s_registry).Refusals.Select(r => (r.Code, r.CanBeForced)));
        // Its own tasks count, and there are none of them.
        Assert.Equal(["ADAPTER_NO_TASKS"], Draw(SmallAdapter.Create(tasks: SmallAdapter.Loss("a", 0.02)), s_registry.With(s_agreed with { EvaluationTasks = ["b"] })).Refusals.Select(r => r.Code));
        Assert.Equal([("ADAPTED_NOT_ACCEPTED", false), ("ADAPTER_NO_TASKS", true)], Draw(s_file, s_registry.With(Model("agreed", 1))).Refusals.Select(r => (r.Code, r.CanBeForced)));
        Assert.Equal(["ADAPTER_NO_TASKS", "COVERAGE"], Draw(s_file, s_registry, sourceCovered: 900).Refusals.Select(r => r.Code));
    }

    private static PlanDraft Draw(AdapterFile file, RegistryDocument registry, long sourceCovered = 1000) =>
        AdaptationPlanner.Draw(registry, file, s_adapter, Facts(registry, V1, 1000), Facts(registry, V2, sourceCovered), new PlanOptions(), s_grace, Then);

    private static VersionFacts Facts(RegistryDocument registry, string version, long covered)
    {
        var day = new DateOnly(2026, 6, 30);
        return new VersionFacts(registry.Version(version)!, new VersionCoverage(1000, covered, covered, new AsOfQuantiles(day, day, day, day, day), 9_000_000), [], []);
    }

    private static Change<VersionRecord> Decide(RegistryDocument registry) => Adaptation.Decide(registry, V1, s_file.Id, [], s_grace, Then).Value!;
}
