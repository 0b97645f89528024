using System.Globalization;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Canaries;

/// <summary>What canaries a model may have: each of another version than the pin, kept up, that the model has a head for; all together at most all users.</summary>
internal static class CanaryRules
{
    /// <param name="canaries">Those there shall be; each version once, each share above 0 to 100.</param>
    /// <returns>Every rule that they break.</returns>
    public static IReadOnlyList<Problem> Faults(RegistryDocument registry, ModelInfo model, IReadOnlyList<Canary> canaries)
    {
        var faults = new List<Problem>();
        if (model.Pin is null)
            faults.Add(ModelProblems.NotPinned(model.Model));
        foreach (var canary in canaries)
        {
            if (VersionProblems.NotKeptUp(registry, canary.Version) is { } cold)
                faults.Add(cold);
            if (canary.Version == model.Pin)
                faults.Add(CanaryProblems.IsPin(model));
            else if (model.Heads.All(h => h.EncoderVersion != canary.Version))
                faults.Add(ModelProblems.NoHead(model, canary.Version));
        }
        if (canaries.Sum(c => c.Share) is var sum && sum > 100)
            faults.Add(CanaryProblems.OverAll(model, sum));
        return faults;
    }

    /// <returns>The list with one share changed, in its place; 0 takes it out.</returns>
    public static IReadOnlyList<Canary> With(ModelInfo model, string version, double share)
    {
        var canaries = model.Canaries ?? [];
        if (share <= 0)
            return [.. canaries.Where(c => c.Version != version)];
        return canaries.Any(c => c.Version == version)
            ? [.. canaries.Select(c => c.Version == version ? c with { Share = share } : c)]
            : [.. canaries, new Canary(version, share)];
    }

    public static double Share(ModelInfo model, string version) => (model.Canaries ?? []).FirstOrDefault(c => c.Version == version)?.Share ?? 0;

    /// <returns>Null where there is none.</returns>
    public static string? Text(IReadOnlyList<Canary>? canaries) =>
        canaries is { Count: > 0 } ? string.Join(", ", canaries.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Version} {c.Share:0.###}%"))) : null;
}
