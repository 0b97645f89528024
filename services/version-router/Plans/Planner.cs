using Microsoft.Extensions.Options;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Shadows;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Plans;

/// <summary>Draws up plans from the registry and what is measured of the versions in it.</summary>
internal sealed class Planner(FactFinder facts, AdapterStore adapters, IOptions<PlanOptions> thresholds, IOptions<VersionRouterOptions> options, TimeProvider clock)
{
    public TimeSpan Grace => TimeSpan.FromSeconds(options.Value.RetireGraceSeconds);

    /// <param name="request">One that was validated.</param>
    public async Task<Outcome<Plan>> DrawAsync(RegistryDocument registry, PlanRequest request, string by, CancellationToken ct)
    {
        var model = request.Model is null ? null : registry.Model(request.Model);
        if (request.Kind is not (PlanKind.Retire or PlanKind.Adapt) && model is null)
            return ModelProblems.NotFound(request.Model!, registry);
        var name = EncoderVersion.TryParse(request.Version, out var parsed) ? parsed.ToString() : model?.Shadow;
        if (name is null)
            return ShadowProblems.None(model!);
        if (registry.Version(name) is not { } version)
            return VersionProblems.NotFound(name, registry);
        if (request.Kind == PlanKind.Adapt)
            return await DrawAdaptationAsync(registry, version, request.Adapter!, by, ct);
        var now = clock.GetUtcNow();
        var (to, from) = await facts.OfAsync(version, model?.Pin is { } pin && pin != name ? registry.Version(pin) : null, ct);
        double? share = request.Kind == PlanKind.Canary ? request.Share ?? 0 : null;
        var draft = request.Kind switch
        {
            PlanKind.Retire => RetirementPlanner.Draw(registry, to, Grace, now),
            PlanKind.Canary => CanaryPlanner.Draw(registry, model!, from, to, share!.Value, thresholds.Value, now),
            PlanKind.Shadow => ShadowPlanner.Draw(registry, model!, from, to, request.End, thresholds.Value),
            _ => MigrationPlanner.Draw(registry, model!, from, to, thresholds.Value, now),
        };
        return new Plan(
            Guid.CreateVersion7(now).ToString("N"), request.Kind, model?.Model, name, model?.Pin, now, by, PlanBasis.Of(registry, model?.Model, name, model?.Pin), draft.Lines, draft.Refusals, share, request.End || share == 0);
    }

    private async Task<Outcome<Plan>> DrawAdaptationAsync(RegistryDocument registry, VersionRecord version, string adapterId, string by, CancellationToken ct)
    {
        if (registry.Adapter(adapterId) is not { } adapter)
            return AdapterProblems.NotFound(adapterId, registry);
        var (file, fault) = await adapters.FindAsync(adapterId, ct);
        if (file is null)
            return AdapterProblems.Refused([fault!]);
        if (registry.Version(adapter.From) is not { } source)
            return VersionProblems.NotFound(adapter.From, registry);
        var (own, other) = await facts.OfAsync(version, source, ct);
        var now = clock.GetUtcNow();
        var draft = AdaptationPlanner.Draw(registry, file, adapter, own, other!, thresholds.Value, Grace, now);
        return new Plan(
            Guid.CreateVersion7(now).ToString("N"), PlanKind.Adapt, null, version.Version, adapter.From, now, by, PlanBasis.Of(registry, null, version.Version, adapter.From), draft.Lines, draft.Refusals, Adapter: adapter.Id);
    }
}
