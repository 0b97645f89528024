using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Reads;

/// <summary>Decides which version a caller is served from: the model's pin if accepted, else the previous pin while it is warm.</summary>
internal sealed class Assigner(RegistrySnapshot registry)
{
    /// <param name="accepts">Versions the caller has heads for, known here or not: one that isn't is never assigned. Null: it doesn't say.</param>
    /// <param name="ofVersion">The question is of a version rather than of users, who would be split: whoever accepts none but a canary's version is meant to have that one.</param>
    public Outcome<Assigned> Assign(string modelName, IReadOnlyList<string>? accepts, string? caller, bool ofVersion = false)
    {
        if (registry.Current is not { } current)
            return Problem.Unavailable("STARTING", "version-router has not read its registry yet; try again.");
        if (current.Model(modelName) is not { } model)
            return ModelProblems.NotFound(modelName, current);
        if (caller is null)
            return ModelProblems.NoCaller();
        if (!model.AllowedAppIds.Contains(caller))
            return ModelProblems.NotAllowed(model, caller);
        if (model.Pin is null)
            return ModelProblems.NotPinned(modelName);

        var accepted = accepts?.Select(a => EncoderVersion.TryParse(a, out var v) ? v.ToString() : a).ToArray();
        var canaries = (model.Canaries ?? []).Select(c => new AssignedCanary(c.Version, c.Share, Accepts(c.Version) ? Warm(c.Version) : null)).ToArray();
        var shadow = model.Shadow is { } name ? Warm(name) : null;
        if (Accepts(model.Pin))
            return current.Version(model.Pin) is { AdapterId: not null } adapted && !Adaptation.CanServe(model, adapted)
                ? AdapterProblems.NotAccepted(adapted, [modelName])
                : new Assigned(model, current.Version(model.Pin)!, Assignments.Pin, canaries, shadow);
        if (model.PreviousPin is { } previous && Accepts(previous) && current.Version(previous) is { } version && Adaptation.CanServe(model, version))
            return new Assigned(model, version, Assignments.PreviousPin, canaries, shadow);
        return ofVersion && canaries.Select(c => c.Version).FirstOrDefault(v => v is not null) is { } canary
            ? new Assigned(model, canary, Assignments.Canary, canaries, shadow)
            : ModelProblems.PinMismatch(model, accepted!);

        bool Accepts(string version) => accepted is null || accepted.Contains(version);

        VersionRecord? Warm(string version) => current.Version(version) is { } known && Lifecycle.IsWarm(known.State) ? known : null;
    }
}
