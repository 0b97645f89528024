using Microsoft.Extensions.Options;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Evaluations;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Plans;

/// <summary>Draws up plans from the registry and what is measured of the versions in it.</summary>
internal sealed class Planner(StoreGateway store, EvaluationStore evaluations, LastReadStore reads, AdapterStore adapters, IOptions<PlanOptions> thresholds, IOptions<VersionRouterOptions> options, TimeProvider clock)
{
    public TimeSpan Grace => TimeSpan.FromSeconds(options.Value.RetireGraceSeconds);

    /// <param name="request">One that was validated.</param>
    public async Task<Outcome<Plan>> DrawAsync(RegistryDocument registry, PlanRequest request, string by, CancellationToken ct)
    {
        EncoderVersion.TryParse(request.Version, out var parsed);
        var name = parsed.ToString();
        var model = request.Kind == PlanKind.Migrate ? registry.Model(request.Model!) : null;
        if (request.Kind == PlanKind.Migrate && model is null)
            return ModelProblems.NotFound(request.Model!, registry);
        if (registry.Version(name) is not { } version)
            return VersionProblems.NotFound(name, registry);
        var now = clock.GetUtcNow();
        if (request.Kind == PlanKind.Adapt)
            return await DrawAdaptationAsync(registry, version, request.Adapter!, by, now, ct);
        var facts = await FactsAsync(version, ct);
        var from = model?.Pin is { } pin && pin != name ? await FactsAsync(registry.Version(pin)!, ct) : null;
        var draft = model is not null
            ? MigrationPlanner.Draw(registry, model, from, facts, thresholds.Value)
            : RetirementPlanner.Draw(registry, facts, Grace, now);
        return new Plan(
            Guid.CreateVersion7(now).ToString("N"), request.Kind, model?.Model, name, model?.Pin, now, by, PlanBasis.Of(registry, model?.Model, name, model?.Pin), draft.Lines, draft.Refusals);
    }

    private async Task<Outcome<Plan>> DrawAdaptationAsync(RegistryDocument registry, VersionRecord version, string adapterId, string by, DateTimeOffset now, CancellationToken ct)
    {
        if (registry.Adapter(adapterId) is not { } adapter)
            return AdapterProblems.NotFound(adapterId, registry);
        var (file, fault) = await adapters.FindAsync(adapterId, ct);
        if (file is null)
            return AdapterProblems.Refused([fault!]);
        if (registry.Version(adapter.From) is not { } source)
            return VersionProblems.NotFound(adapter.From, registry);
        var draft = AdaptationPlanner.Draw(registry, file, adapter, await FactsAsync(version, ct), await FactsAsync(source, ct), thresholds.Value, Grace, now);
        return new Plan(
            Guid.CreateVersion7(now).ToString("N"), PlanKind.Adapt, null, version.Version, adapter.From, now, by, PlanBasis.Of(registry, null, version.Version, adapter.From), draft.Lines, draft.Refusals, adapter.Id);
    }

    private async Task<VersionFacts> FactsAsync(VersionRecord version, CancellationToken ct) =>
        new(version, await store.CoverageAsync(version.Version, 0, ct), await evaluations.OfAsync(version.Version, ct), await reads.OfAsync(version.Version, ct));
}
