using System.Globalization;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.VersionRouter.Canaries;

internal static class CanaryProblems
{
    public static Problem IsPin(ModelInfo model) =>
        Problem.Conflict("CANARY_IS_PIN", $"Model '{model.Model}' is pinned to {model.Pin}: all users that are in no canary are served from it already.").With("pin", model.Pin);

    public static Problem OverAll(ModelInfo model, double sum) =>
        Problem.Invalid("SHARES", string.Create(CultureInfo.InvariantCulture, $"The canaries of model '{model.Model}' would add up to {sum:0.###}% of its users; at most 100% there are.")).With("canaries", model.Canaries ?? []);

    /// <summary>One problem that says all.</summary>
    public static Problem All(IReadOnlyList<Problem> faults) => faults is [var one] ? one
        : Problem.Conflict("CANARIES_REFUSED", string.Join(" ", faults.Select(f => f.Detail))).With("faults", faults.Select(f => new { f.Code, f.Detail }));
}
