using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Canaries;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Models;

/// <summary>Which heads a model has.</summary>
internal static class HeadDecisions
{
    /// <summary>Gives a model a head. Its first one sets the pin, so the version must be one that can be served; later ones may come before their version is ready.</summary>
    public static Outcome<Change<ModelInfo>> Give(RegistryDocument registry, HeadOffer offer, Requester requester, DateTimeOffset now)
    {
        var known = registry.Model(offer.Model);
        if (known is not null && !requester.MayChange(known))
            return ModelProblems.NotAllowed(known, requester.AppId);
        if (registry.Version(offer.VersionName) is not { } version)
            return VersionProblems.NotFound(offer.VersionName, registry);
        if (version.State == VersionState.Retired)
            return VersionProblems.Retired(version);
        if (offer.Stamp is not null && StampCheck.Faults(offer.Stamp, version) is { Count: > 0 } faults)
            return ModelProblems.StampRefused(version, faults);
        if (known?.Pin is null && !Lifecycle.IsServable(version.State))
            return VersionProblems.NotReady(version, registry);

        var model = known ?? new ModelInfo(offer.Model, null, null, [], offer.AllowedAppIds ?? [requester.AppId], now);
        var next = model with
        {
            Pin = model.Pin ?? version.Version,
            Heads = With(model.Heads, version.Version, offer.Stamp?.Signature, now),
            AllowedAppIds = offer.AllowedAppIds ?? model.AllowedAppIds,
            EvaluationTasks = offer.EvaluationTasks ?? model.EvaluationTasks,
            AcceptsAdapted = offer.AcceptsAdapted ?? model.AcceptsAdapted,
        };
        if (!next.AcceptsAdapted && registry.Version(next.Pin!) is { AdapterId: not null } adapted)
            return AdapterProblems.StillAdapted(next, adapted);
        if (known is not null && next.Pin == known.Pin && next.Heads.SequenceEqual(known.Heads) && next.AllowedAppIds.SequenceEqual(known.AllowedAppIds)
            && (next.EvaluationTasks ?? []).SequenceEqual(known.EvaluationTasks ?? []) && next.AcceptsAdapted == known.AcceptsAdapted)
            return Change<ModelInfo>.None(known);
        return new Change<ModelInfo>(
            PinMoves.Settle(registry.With(next), now), next, What(offer, version, next, model), known?.Pin, next.Pin);
    }

    private static string What(HeadOffer offer, VersionRecord version, ModelInfo next, ModelInfo before) => string.Concat(
        $"model {offer.Model} has a head for {version.Version}, {(offer.Stamp is null ? ModelHead.ByHand : "proven")}",
        next.AcceptsAdapted == before.AcceptsAdapted ? "" : next.AcceptsAdapted ? ", and accepts adapted vectors" : ", and no longer accepts adapted vectors");

    public static Outcome<Change<ModelInfo>> Take(RegistryDocument registry, string name, string version, Requester requester)
    {
        if (registry.Model(name) is not { } model)
            return ModelProblems.NotFound(name, registry);
        if (!requester.MayChange(model))
            return ModelProblems.NotAllowed(model, requester.AppId);
        if (model.Pin == version)
            return ModelProblems.HeadIsPinned(model);
        if (CanaryRules.Share(model, version) > 0)
            return ModelProblems.HeadIsInCanary(model, version);
        if (model.Heads.All(h => h.EncoderVersion != version))
            return Change<ModelInfo>.None(model);
        var next = model with
        {
            Heads = [.. model.Heads.Where(h => h.EncoderVersion != version)],
            PreviousPin = model.PreviousPin == version ? null : model.PreviousPin,
        };
        return new Change<ModelInfo>(registry.With(next), next, $"model {name} has no head for {version} any more");
    }

    public static Outcome<Change<ModelInfo>> Remove(RegistryDocument registry, string name, Requester requester, DateTimeOffset now)
    {
        if (registry.Model(name) is not { } model)
            return ModelProblems.NotFound(name, registry);
        if (!requester.MayChange(model))
            return ModelProblems.NotAllowed(model, requester.AppId);
        return new Change<ModelInfo>(PinMoves.Settle(registry.Without(model), now), model, $"model {name} removed", model.Pin);
    }

    /// <summary>A proof is never lost to a word: a head that was proven stays so.</summary>
    private static IReadOnlyList<ModelHead> With(IReadOnlyList<ModelHead> heads, string version, string? signature, DateTimeOffset now)
    {
        var known = heads.FirstOrDefault(h => h.EncoderVersion == version);
        var proof = signature ?? known?.Proof ?? ModelHead.ByHand;
        return known?.Proof == proof ? heads : [.. heads.Where(h => h != known), new ModelHead(version, proof, now)];
    }
}
