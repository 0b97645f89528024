using System.CommandLine;
using UserRep.Adapters;
using UserRep.Command.Mesh;
using UserRep.Command.Sources;
using UserRep.Command.Terminal;

namespace UserRep.Command.Adapters;

/// <summary><c>userrep adapter fit</c></summary>
internal static class FitVerb
{
    private const string Choose = "choose";

    private static readonly Dictionary<string, AdapterKind?> s_kinds = new()
    {
        [Choose] = null, ["orthogonal"] = AdapterKind.Orthogonal, ["affine"] = AdapterKind.Affine, ["residual-mlp"] = AdapterKind.ResidualMlp,
    };

    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var source = new SourceOptions();
        var from = new Option<string>("--from") { Description = "The version that goes on being encoded: a bundle's folder, or its name in --bundles.", Required = true };
        var to = new Option<string>("--to") { Description = "The version whose space is to be kept: a bundle's folder, or its name in --bundles.", Required = true };
        var bundles = new Option<DirectoryInfo>("--bundles") { Description = "Folder of bundles.", DefaultValueFactory = _ => new DirectoryInfo("bundles") };
        var file = new Option<FileInfo>("--out") { Description = "The adapter's file to write.", DefaultValueFactory = _ => new FileInfo("adapter.json") };
        var kind = new Option<string>("--kind") { Description = $"{string.Join(", ", s_kinds.Keys)}: the kind of map. By default the one that is best on held-out persons, the simpler one between equals.", DefaultValueFactory = _ => Choose };
        kind.AcceptOnlyFromAmong([.. s_kinds.Keys]);
        var task = new Option<string[]>("--task") { Description = "Tasks whose loss is reported. Default: those of --model, else all that the data have room for.", AllowMultipleArgumentsPerToken = true };
        var model = new Option<string?>("--model") { Description = "Take the tasks that this model names (userrep head --task), asking version-router." };
        var options = new Option<FileInfo?>("--tasks") { Description = "JSON of cuts, shares and seeds, as for userrep evaluate." };
        var quick = new Option<bool>("--quick") { Description = "A quick look: fewer vectors and samples." };
        var push = new Option<bool>("--push") { Description = "Hand the adapter to version-router when it is fitted." };
        var sidecar = new SidecarOption();
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command(
            "fit",
            """
            Learns a map from one version's vectors to another's on users of an event source, picks the kind of map on persons held out, and reports what is
            lost: cosine, error, neighbours, and what a head trained on true vectors loses when it is served adapted ones.

            Example: userrep adapter fit --from representation@v2 --to representation@v1 --events events.csv.gz --mapping mapping.json --out adapter.json
            """)
        {
            from, to, bundles, file, kind, task, model, options, quick, push, sidecar, printed,
        };
        source.AddTo(verb);
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(printed) == "json", output, error, screen => new FitRun(
            new FitArguments(
                source.Of(parsed), Folder(parsed, from), Folder(parsed, to), parsed.GetValue(file)!.FullName, s_kinds[parsed.GetValue(kind)!], parsed.GetValue(task) is { Length: > 0 } tasks ? tasks : null,
                parsed.GetValue(model), parsed.GetValue(options)?.FullName, parsed.GetValue(quick), parsed.GetValue(push), parsed.GetValue(sidecar)!),
            screen).RunAsync(ct), ct));
        return verb;

        string Folder(ParseResult parsed, Option<string> option) =>
            Path.GetFullPath(parsed.GetValue(option) is { } given && Directory.Exists(given) ? given : Path.Combine(parsed.GetValue(bundles)!.FullName, parsed.GetValue(option)!));
    }
}
