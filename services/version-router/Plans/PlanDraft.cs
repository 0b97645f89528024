using UserRep.Contracts.Plans;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Plans;

/// <summary>A plan as it is drawn up.</summary>
internal sealed class PlanDraft
{
    public List<PlanLine> Lines { get; } = [];

    public List<PlanRefusal> Refusals { get; } = [];

    public void Add(string text) => Lines.Add(new PlanLine(PlanSign.Add, text));

    public void Change(string text) => Lines.Add(new PlanLine(PlanSign.Change, text));

    public void Remove(string text) => Lines.Add(new PlanLine(PlanSign.Remove, text));

    public void Fact(string text) => Lines.Add(new PlanLine(PlanSign.Fact, text));

    /// <summary>The versions whose state changes, those that come into service first.</summary>
    public void States(RegistryDocument before, RegistryDocument after)
    {
        foreach (var version in before.Versions.OrderBy(v => after.Version(v.Version)!.State))
        {
            if (after.Version(version.Version)!.State is var state && state != version.State)
                Change($"{version.Version}: {version.State} -> {state}{(state == VersionState.Draining ? " (still encoded, so that models can go back)" : "")}");
        }
    }

    /// <summary>A rule that can't be overridden.</summary>
    public void Refuse(ServiceDefaults.Problems.Problem problem) => Refusals.Add(new PlanRefusal(problem.Code, problem.Detail, false));

    /// <summary>A threshold, which can.</summary>
    public void Doubt(string code, string detail) => Refusals.Add(new PlanRefusal(code, detail, true));
}
