using System.Globalization;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Plans;

/// <summary>What taking a version away will do.</summary>
internal static class RetirementPlanner
{
    public static PlanDraft Draw(RegistryDocument registry, VersionFacts facts, TimeSpan grace, DateTimeOffset now)
    {
        var draft = new PlanDraft();
        var version = facts.Version;
        if (version.State == VersionState.Retired)
        {
            draft.Fact($"{version.Version} is retired already: nothing to do");
            return draft;
        }
        if (Retirement.Decide(registry, version.Version, facts.LastReads, grace, now) is { Ok: false, Problem: { } problem })
            draft.Refuse(problem);
        draft.Change($"{version.Version}: {version.State} -> Retired, for good");
        draft.Remove(string.Create(CultureInfo.InvariantCulture, $"{facts.Coverage.WithVector:N0} vectors, {facts.Coverage.Bytes / 1e6:0.0} MB in the state store"));
        foreach (var model in registry.Models.Where(m => m.PreviousPin == version.Version))
            draft.Remove($"model {model.Model} can't be rolled back to it any more");
        draft.Fact(facts.LastReads is [var last, ..] ? $"last read {Ago.Text(now - last.At)} ago by {last.Model}" : "never read");
        return draft;
    }
}
