using System.CommandLine;
using UserRep.Command.Sources;
using UserRep.Command.Terminal;

namespace UserRep.Command.Evaluate;

/// <summary><c>userrep evaluate</c>: what a bundle is worth to downstream models, and what it costs.</summary>
internal static class EvaluateVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var source = new SourceOptions();
        var bundle = new Option<DirectoryInfo>("--bundle") { Description = "The bundle's folder.", Required = true };
        var tasks = new Option<FileInfo?>("--tasks") { Description = "JSON of cuts, shares and seeds; see deploy/docs/evaluation.md. Default: cuts spread over the events." };
        var report = new Option<DirectoryInfo>("--report") { Description = "Folder for report.html, scores.csv and evaluation.json.", DefaultValueFactory = _ => new DirectoryInfo("evaluation") };
        var settings = new Option<FileInfo?>("--settings") { Description = "Settings of every method, as --tune wrote them. Default: MAPPING.settings.json beside the mapping, if there is one." };
        var tune = new Option<FileInfo?>("--tune") { Description = "Search settings of every method on users and cuts that are not reported, write them there, and report nothing." };
        var quick = new Option<bool>("--quick") { Description = "A quick look: one seed, few samples, few methods, no ablations." };
        var noAblations = new Option<bool>("--no-ablations") { Description = "Leave out the encoders trained without a part of their input." };
        var cost = new Option<bool>("--cost") { Description = "Measure what N models cost that share the representation, against N with features of their own; with --cost-only nothing else." };
        var costOnly = new Option<bool>("--cost-only") { Description = "Only measure cost." };
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command(
            "evaluate",
            """
            Answers downstream tasks from a bundle's frozen vectors, split by time and by person, beside the baselines that a sceptic asks for.

            Example: userrep evaluate --bundle bundles/representation@v1 --events events.csv.gz --mapping mapping.json --report evaluation
            """)
        {
            bundle, tasks, report, settings, tune, quick, noAblations, cost, costOnly, printed,
        };
        source.AddTo(verb);
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(printed) == "json", output, error, screen => new EvaluateRun(
            new EvaluateArguments(
                source.Of(parsed), parsed.GetValue(bundle)!.FullName, parsed.GetValue(tasks)?.FullName, parsed.GetValue(report)!.FullName, parsed.GetValue(settings)?.FullName, parsed.GetValue(tune)?.FullName,
                parsed.GetValue(quick), !parsed.GetValue(noAblations), parsed.GetValue(cost) || parsed.GetValue(costOnly), parsed.GetValue(costOnly), CommandText(parsed)),
            screen).RunAsync(ct), ct));
        return verb;
    }

    /// <summary>As it was typed, so that the report can say how to repeat it.</summary>
    private static string CommandText(ParseResult parsed) =>
        "userrep " + string.Join(' ', parsed.Tokens.Select(t => t.Value.Contains(' ', StringComparison.Ordinal) ? $"\"{t.Value}\"" : t.Value));
}
