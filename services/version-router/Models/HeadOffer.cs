using UserRep.Contracts.TrainingSets;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Models;

/// <summary>A head that someone says a model has.</summary>
/// <param name="Version">Null where only the stamp names it.</param>
internal sealed record HeadOffer(string Model, string? Version, TrainingSetStamp? Stamp, IReadOnlyList<string>? AllowedAppIds, IReadOnlyList<string>? EvaluationTasks = null, bool? AcceptsAdapted = null)
{
    public string VersionName => Name(Version) ?? Name(Stamp?.EncoderVersion) ?? Stamp?.EncoderVersion ?? "";

    private static string? Name(string? text) => EncoderVersion.TryParse(text, out var version) ? version.ToString() : null;
}
