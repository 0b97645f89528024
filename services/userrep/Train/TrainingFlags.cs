using System.CommandLine;
using System.Globalization;
using UserRep.Command.Sources;
using UserRep.Trainer;
using UserRep.Trainer.Quantization;
using UserRep.Trainer.Training;

namespace UserRep.Command.Train;

/// <summary>Training options: a file of all of them, and flags for the common ones, which win over the file.</summary>
internal sealed class TrainingFlags
{
    private static readonly TrainingOptions s_defaults = new();

    private readonly Option<FileInfo?> _file = new("--options") { Description = "JSON of training options; deploy/docs/command.md lists them." };
    private readonly Option<int?> _seed = new("--seed") { Description = "Seed of training, and of --simulate. Default 1." };
    private readonly Option<int?> _latent = new("--latent") { Description = $"The embedding's dimension. Default {s_defaults.Latent}." };
    private readonly Option<string?> _hidden = new("--hidden") { Description = $"Widths of the encoder's hidden layers, with commas. Default {string.Join(',', s_defaults.Hidden)}." };
    private readonly Option<string?> _windows = new("--windows") { Description = $"Windows in days, ascending, with commas. Default {string.Join(',', s_defaults.WindowsDays)}." };
    private readonly Option<int?> _epochs = new("--epochs") { Description = $"Most passes over the rows. Default {s_defaults.Epochs}." };
    private readonly Option<int?> _threads = new("--threads") { Description = "Threads that may be used. Default: the machine's." };
    private readonly Option<double?> _leaveOut = new("--leave-out") { Description = "Share of persons of whom nothing is used, for an evaluation to test on; 0 to 0.9. Default 0." };
    private readonly Option<string?> _quantize = new("--quantize") { Description = "int8: the encoder's arithmetic, statically calibrated, with a report beside the bundle; or none. Default none: fp32." };
    private readonly ItemVectorsOption _itemVectors = new("modality=FILE: vectors made elsewhere, Parquet or CSV; in place of the learnt modality of that name, or beside. May be given several times.");

    public TrainingFlags() => _quantize.AcceptOnlyFromAmong("int8", "none");

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (var option in new Option[] { _file, _seed, _latent, _hidden, _windows, _epochs, _threads, _leaveOut, _quantize, _itemVectors })
            command.Options.Add(option);
    }

    /// <returns>Null, with every fault, if an option doesn't fit.</returns>
    public TrainingOptions? Of(ParseResult parsed, List<string> faults)
    {
        var read = new TrainingOptions();
        var given = _itemVectors.Of(parsed, faults);
        if (parsed.GetValue(_file) is { } file)
        {
            if (OptionsFile.TryRead<TrainingOptions>(file.FullName, out var wrong) is not { } own)
            {
                faults.AddRange(wrong);
                return null;
            }
            read = own;
        }
        var options = read with
        {
            Seed = parsed.GetValue(_seed) ?? read.Seed,
            Latent = parsed.GetValue(_latent) ?? read.Latent,
            Hidden = Numbers(parsed, _hidden, faults) ?? read.Hidden,
            WindowsDays = Numbers(parsed, _windows, faults) ?? read.WindowsDays,
            Epochs = parsed.GetValue(_epochs) ?? read.Epochs,
            Threads = parsed.GetValue(_threads) ?? read.Threads,
            LeaveOut = parsed.GetValue(_leaveOut) ?? read.LeaveOut,
            Quantize = parsed.GetValue(_quantize) switch { null => read.Quantize, "int8" => Quantize.Int8, _ => Quantize.None },
            // Each modality's flag wins over the file's.
            ItemVectors = read.ItemVectors with { Given = read.ItemVectors.Given.Where(g => !given.ContainsKey(g.Key)).Concat(given).ToDictionary() },
        };
        faults.AddRange(TrainingOptionsValidator.Faults(options));
        return faults.Count == 0 ? options : null;
    }

    private static int[]? Numbers(ParseResult parsed, Option<string?> option, List<string> faults)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.All(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return [.. parts.Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        faults.Add($"{option.Name} {text}: write whole numbers with commas between, such as 256,128");
        return null;
    }
}
