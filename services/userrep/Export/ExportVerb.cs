using System.CommandLine;
using System.Text.Json;
using UserRep.Command.Sources;
using UserRep.Command.Terminal;
using UserRep.Trainer.Exports;
using UserRep.Trainer.Simulation;

namespace UserRep.Command.Export;

/// <summary><c>userrep export</c>: vectors as of the times of labels, to train a downstream model on.</summary>
internal static class ExportVerb
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var source = new SourceOptions();
        var bundle = new Option<DirectoryInfo>("--bundle") { Description = "The encoder's bundle folder.", Required = true };
        var labels = new Option<FileInfo>("--labels") { Description = "Table with the columns user_id, time (ISO 8601) and any labels, which are carried over.", Required = true };
        var file = new Option<FileInfo>("--out") { Description = "The Parquet file to write.", Required = true };
        var stamp = new Option<FileInfo?>("--stamp") { Description = "Also write the set's stamp to this file, as JSON: UserRep.Client takes a head's version, space and dimension from it." };
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command(
            "export",
            """
            Writes one row per (user, time) with the vector as of that time: no event at or after it can change the row. The file is stamped with
            encoder version, embedding space and a signature of its content.

            Example: userrep export --bundle bundles/representation@v1 --events events.csv.gz --mapping mapping.json --labels labels.csv --out set.parquet
            """)
        {
            bundle, labels, file, stamp, printed,
        };
        source.AddTo(verb);
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(printed) == "json", output, error, screen => RunAsync(
            source.Of(parsed), parsed.GetValue(bundle)!.FullName, parsed.GetValue(labels)!.FullName, parsed.GetValue(file)!.FullName, parsed.GetValue(stamp)?.FullName, screen, ct), ct));
        return verb;
    }

    private static async Task<VerbResult> RunAsync(SourceArguments arguments, string bundle, string labels, string file, string? stampFile, Screen screen, CancellationToken ct)
    {
        var missing = new List<string>();
        if (!Directory.Exists(bundle))
            missing.Add($"there is no bundle {bundle}");
        if (Path.GetDirectoryName(file) is { } folder && !Directory.Exists(folder))
            missing.Add($"there is no folder {folder}");
        if (Path.GetDirectoryName(stampFile) is { } stampFolder && !Directory.Exists(stampFolder))
            missing.Add($"there is no folder {stampFolder}");
        if (missing.Count > 0)
            return VerbResult.Failed(missing);
        var (events, faults) = await SourceOpening.OpenAsync(arguments, new SimulatorOptions().Seed, screen, ct);
        if (events is null)
            return VerbResult.Failed(faults);
        using var held = events as IDisposable;
        TrainingSetResult result;
        using (var step = screen.Begin("Exporting"))
        {
            var request = new TrainingSetRequest(events, bundle, labels, file, arguments.MaxErrors);
            result = await TrainingSetExporter.ExportAsync(request, new StepProgress<double>(share => step.At(share)), ct);
        }
        if (result.Stamp is not { } stamp)
            return VerbResult.Failed(result.Faults);
        if (stampFile is not null)
            await File.WriteAllBytesAsync(stampFile, JsonSerializer.SerializeToUtf8Bytes(stamp, s_json), ct);
        SourceOpening.Tell(result.Labels, screen);
        if (result.BeforeCutOff > 0)
            screen.Say(FormattableString.Invariant($"Rows of times before the encoder's training cut-off, whose weights and item vectors have learnt from later events: {result.BeforeCutOff:N0}"));
        return VerbResult.Done(
            new { file, stamp.EncoderVersion, stamp.EmbeddingSpaceId, stamp.BundleSha256, stamp.Dimension, stamp.Metric, stamp.Simulated, stamp.Rows, leftOut = result.Labels.Refused, result.BeforeCutOff, stamp.Signature },
            ("training set", file),
            ("rows", FormattableString.Invariant($"{stamp.Rows:N0}, {result.Labels.Refused:N0} label rows left out")),
            ("encoder version", $"{stamp.EncoderVersion}, {stamp.Dimension} values, space {stamp.EmbeddingSpaceId}{(stamp.Simulated ? ", simulated data" : "")}"),
            ("signature", stamp.Signature));
    }
}
