using System.IO.Hashing;
using System.Text.Json;
using UserRep.ServiceDefaults;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Plans;

/// <summary>The part of the registry that a plan was decided upon. Another model's registration doesn't spoil a plan; another's pin, canary or shadow may, as it changes a version's state.</summary>
internal static class PlanBasis
{
    public static string Of(RegistryDocument registry, string? model, params IEnumerable<string?> versions)
    {
        var known = model is null ? null : registry.Model(model);
        var parts = new
        {
            Model = known is null ? null : new { known.Pin, known.PreviousPin, known.Heads, known.EvaluationTasks, known.Canaries, known.Shadow },
            Versions = versions.Where(v => v is not null).Select(v => registry.Version(v!)).Select(v => new { v?.Version, v?.State, v?.Bundle.Sha256, v?.AdapterId }),
            Used = registry.Models.SelectMany(m => VersionUse.Of(m).Where(u => versions.Contains(u.Version)).Select(u => $"{u.Model} {u.As} {u.Version} {m.AcceptsAdapted}")).Order(StringComparer.Ordinal),
        };
        return Convert.ToHexStringLower(XxHash128.Hash(JsonSerializer.SerializeToUtf8Bytes(parts, UserRepJson.Options)));
    }
}
