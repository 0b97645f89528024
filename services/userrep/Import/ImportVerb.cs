using System.CommandLine;
using UserRep.Command.Sources;
using UserRep.Command.Terminal;
using UserRep.Command.Versions;
using UserRep.Features.Bundles;
using UserRep.Trainer.Imports;

namespace UserRep.Command.Import;

/// <summary><c>userrep import</c>: an encoder trained elsewhere becomes a bundle.</summary>
internal static class ImportVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var onnx = new Option<FileInfo>("--onnx") { Description = "Maps features[batch,F] to embedding[batch,D], float, all weights in the file.", Required = true };
        var schema = new Option<FileInfo>("--schema") { Description = "Feature schema, as schema.json of a bundle; its blocks make F values.", Required = true };
        var vectors = new ItemVectorsOption("modality=FILE, once for each modality of the schema: item ids and vectors, Parquet or CSV.") { Required = true };
        var metric = new Option<string>("--metric") { Description = "How vectors are compared: cosine or dot.", DefaultValueFactory = _ => "cosine" };
        metric.AcceptOnlyFromAmong("cosine", "dot");
        var bound = new Option<double>("--max-error") { Description = "Bound within which the same features give the same vector; 0 to 0.1.", DefaultValueFactory = _ => 1e-5 };
        var version = new VersionOptions();
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command(
            "import",
            """
            Makes a bundle of an encoder that was trained elsewhere, after the checks that the encoder service makes.

            Example: userrep import --onnx encoder.onnx --schema schema.json --item-vectors collaborative=items.parquet --out bundles
            """)
        {
            onnx, schema, vectors, metric, bound, printed,
        };
        version.AddTo(verb);
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(printed) == "json", output, error, screen => RunAsync(
            version.Of(parsed), faults => vectors.Of(parsed, faults), files => new ImportRequest(parsed.GetValue(onnx)!.FullName, parsed.GetValue(schema)!.FullName, files, version.Of(parsed).Root, default)
            {
                Metric = parsed.GetValue(metric)!,
                MaxAbsoluteError = parsed.GetValue(bound),
            }, screen, ct), ct));
        return verb;
    }

    private static async Task<VerbResult> RunAsync(VersionArguments arguments, Func<List<string>, Dictionary<string, string>> vectors, Func<IReadOnlyDictionary<string, string>, ImportRequest> request, Screen screen, CancellationToken ct)
    {
        var faults = new List<string>();
        var files = vectors(faults);
        if (faults.Count > 0)
            return VerbResult.Failed(faults);
        var chosen = await NextVersion.ChooseAsync(arguments, ct);
        if (chosen.Version is not { } version)
            return VerbResult.Failed(chosen.Source);
        ImportResult result;
        using (screen.Begin("Importing"))
            result = await Task.Run(() => BundleImporter.Import(request(files) with { Version = version }, TimeProvider.System), ct);
        if (!result.Succeeded)
            return VerbResult.Failed(result.Faults);
        var sha256 = BundleHash.OfBundle(result.BundleFolder!);
        return VerbResult.Done(
            new { bundle = result.BundleFolder, version = version.ToString(), versionSource = chosen.Source, sha256, result.Dimension, result.InputWidth, result.Items },
            ("bundle", result.BundleFolder!),
            ("version", $"{version}: {chosen.Source}"),
            ("encoder", FormattableString.Invariant($"{result.InputWidth} features to {result.Dimension} values; {result.Items:N0} items")),
            ("sha256", sha256));
    }
}
