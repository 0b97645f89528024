using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.VersionRouter.Shadows;

internal static class ShadowProblems
{
    public static Problem IsPin(ModelInfo model) =>
        Problem.Conflict("SHADOW_IS_PIN", $"Model '{model.Model}' is pinned to {model.Pin}: there is nothing to compare it with but itself.").With("pin", model.Pin);

    public static Problem None(ModelInfo model) =>
        Problem.Conflict("NO_SHADOW", $"Model '{model.Model}' has no shadow that could end.");
}
