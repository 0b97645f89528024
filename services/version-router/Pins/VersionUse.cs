using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Pins;

/// <summary>That a model is served from a version, or compares with it.</summary>
/// <param name="As">pin, canary or shadow.</param>
internal sealed record VersionUse(string Model, string Version, string As)
{
    private const string Pin = "pin";
    private const string Canary = "canary";
    private const string Shadow = "shadow";

    public bool IsPin => As == Pin;

    /// <summary>A shadow is read and never served.</summary>
    public bool IsServed => As != Shadow;

    public static IEnumerable<VersionUse> Of(ModelInfo model)
    {
        if (model.Pin is { } pin)
            yield return new VersionUse(model.Model, pin, Pin);
        foreach (var canary in model.Canaries ?? [])
            yield return new VersionUse(model.Model, canary.Version, Canary);
        if (model.Shadow is { } shadow)
            yield return new VersionUse(model.Model, shadow, Shadow);
    }
}
