using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Models;

internal static class ModelProblems
{
    public static Problem NotAName(string model) =>
        Problem.Invalid("MODEL_NAME", $"'{model}' is not a model name: 1 to 63 lower-case letters, digits, dashes, dots and underscores, starting with a letter or digit.");

    public static Problem NotFound(string model, RegistryDocument registry) =>
        Problem.NotFound("MODEL_NOT_FOUND", $"Model '{model}' is not registered; PUT /v1/models/{model} registers it.").With("models", registry.Models.Select(m => m.Model));

    public static Problem NotPinned(string model) =>
        Problem.Conflict("MODEL_NOT_PINNED", $"Model '{model}' has no pin, so there is no version to serve it.");

    public static Problem NoCaller() =>
        Problem.Forbidden("NO_CALLER", "The call carries no single dapr-caller-app-id: come in through the sidecar of another app-id.");

    public static Problem NotAllowed(ModelInfo model, string caller) =>
        Problem.Forbidden("NOT_ALLOWED", $"Model '{model.Model}' belongs to {string.Join(", ", model.AllowedAppIds)}; the caller is '{caller}'.");

    public static Problem StampRefused(VersionRecord version, IReadOnlyList<string> faults) =>
        Problem.Invalid("STAMP_REFUSED", $"The training set was not exported from the bundle registered as {version.Version}: {string.Join("; ", faults)}.").With("faults", faults);

    public static Problem NoHead(ModelInfo model, string version) =>
        Problem.Conflict("NO_HEAD", $"Model '{model.Model}' has no head for {version}: train one on a set exported from it and register it (PUT /v1/models/{model.Model}/heads/{version}).")
            .With("heads", model.Heads.Select(h => h.EncoderVersion));

    public static Problem HeadIsPinned(ModelInfo model) =>
        Problem.Conflict("HEAD_PINNED", $"Model '{model.Model}' is pinned to {model.Pin}: migrate it to another version first, or remove the model.").With("pin", model.Pin);

    public static Problem HeadIsInCanary(ModelInfo model, string version) =>
        Problem.Conflict("HEAD_IN_CANARY", $"A canary serves users of model '{model.Model}' from {version}: end it first (userrep plan canary --model {model.Model} --to {version} --end).").With("canaries", model.Canaries);

    public static Problem NoPreviousPin(ModelInfo model) =>
        Problem.Conflict("NO_PREVIOUS_PIN", $"Model '{model.Model}' has been pinned to {model.Pin ?? "nothing"} only; there is nothing to go back to.").With("pin", model.Pin);

    public static Problem PreviousPinIsCold(ModelInfo model, VersionRecord? previous) =>
        Problem.Conflict("PREVIOUS_PIN_COLD", $"Model '{model.Model}' was pinned to {model.PreviousPin} before, which is {previous?.State.ToString() ?? "gone"}: its vectors are no longer kept up.")
            .With("pin", model.Pin).With("previousPin", model.PreviousPin);

    public static Problem PinMismatch(ModelInfo model, IReadOnlyList<string> accepts) =>
        Problem.Conflict("PIN_MISMATCH", $"Model '{model.Model}' is pinned to {model.Pin}; the caller has heads for {string.Join(", ", accepts)}.")
            .With("pin", model.Pin).With("previousPin", model.PreviousPin).With("heads", model.Heads.Select(h => h.EncoderVersion));
}
