using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>A verdict is told by sign and words, and only then by colour.</summary>
internal static class VerdictMark
{
    public static HtmlText Of(Verdict? verdict) => verdict is { } v
        ? new HtmlText().Add($"<span class=\"mark\" role=\"img\" aria-label=\"{Words(v)}\">{Sign(v)}</span>")
        : new HtmlText();

    public static string Class(Verdict? verdict) => verdict switch { Verdict.Better => "better", Verdict.Same => "same", Verdict.Worse => "worse", _ => "own" };

    public static string Words(Verdict verdict) => verdict switch { Verdict.Better => "bundle better", Verdict.Same => "same", _ => "bundle worse" };

    private static string Sign(Verdict verdict) => verdict switch { Verdict.Better => "▲", Verdict.Same => "=", _ => "▼" };
}
