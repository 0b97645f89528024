using System.Globalization;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.Shadows;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Operating;

/// <summary>Downstream models as operators look at them; versions by their numbers, so that a screen holds them.</summary>
internal static class ModelTable
{
    private const string None = "-";

    private static readonly string[] s_header = ["model", "pin", "proof", "before", "other heads", "canary", "shadow", "adapted", "whose"];

    public static IEnumerable<(string, string)> Lines(IReadOnlyList<ModelInfo> models, IReadOnlyList<ShadowReport> shadows) =>
    [
        .. Table.Lines(s_header, models.Select(Row)),
        .. shadows.SelectMany(Shadow),
    ];

    /// <returns><c>v2</c> of <c>representation@v2</c>.</returns>
    public static string Short(string? version) => version is null ? None : version.StartsWith(EncoderVersion.Name + "@", StringComparison.Ordinal) ? version[(EncoderVersion.Name.Length + 1)..] : version;

    private static IReadOnlyList<string> Row(ModelInfo model) =>
    [
        model.Model,
        Short(model.Pin),
        model.Heads.FirstOrDefault(h => h.EncoderVersion == model.Pin) is { } head ? Proof(head) : None,
        Short(model.PreviousPin),
        List(model.Heads.Where(h => h.EncoderVersion != model.Pin).Select(h => $"{Short(h.EncoderVersion)} {Proof(h)}")),
        List((model.Canaries ?? []).Select(c => string.Create(CultureInfo.InvariantCulture, $"{Short(c.Version)} {c.Share:0.###}%"))),
        Short(model.Shadow),
        model.AcceptsAdapted ? "accepted" : None,
        string.Join(", ", model.AllowedAppIds),
    ];

    private static string Proof(ModelHead head) => head.Proof == ModelHead.ByHand ? ModelHead.ByHand : "proven";

    private static string List(IEnumerable<string> texts) => string.Join(", ", texts) is { Length: > 0 } list ? list : None;

    private static IEnumerable<(string, string)> Shadow(ShadowReport shadow)
    {
        var (what, counts) = ($"  shadow {Short(shadow.Version)}", shadow.Counts);
        if (shadow.Since is not { } since)
        {
            yield return (what, $"{shadow.Model}: nothing compared yet");
            yield break;
        }
        yield return (what, string.Create(CultureInfo.InvariantCulture, $"{shadow.Model}: {counts.Users:N0} users in {counts.Reads:N0} reads since {Instants.Text(since)}"));
        yield return ("", string.Create(CultureInfo.InvariantCulture, $"{counts.OnlyServed:N0} lack its vector, {counts.OnlyShadow:N0} have only its; {counts.Older:N0} of {counts.Both:N0} are older{Older(counts)}"));
        if (counts.Dropped + counts.Failed + counts.Mismatched > 0)
            yield return ("", string.Create(CultureInfo.InvariantCulture, $"not compared: {counts.Dropped:N0} reads dropped, {counts.Failed:N0} failed, {counts.Mismatched:N0} of another space"));
    }

    private static string Older(ShadowCounts counts) => counts.Older == 0 ? ""
        : $", by {Instants.Length(TimeSpan.FromSeconds(counts.SecondsOlder / counts.Older))} in the mean and {Instants.Length(TimeSpan.FromSeconds(counts.MaxSecondsOlder))} at most";
}
