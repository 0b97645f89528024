using System.CommandLine;
using System.Globalization;
using UserRep.Trainer.Training;

namespace UserRep.Command.Train;

/// <summary>Training options: a file of all of them, and flags for the common ones, which win over the file.</summary>
internal sealed class TrainingFlags
{
    private readonly Option<FileInfo?> _file = new("--options") { Description = "JSON of training options; deploy/docs/command.md lists them." };
    private readonly Option<int?> _seed = new("--seed") { Description = "Seed of training, and of --simulate. Default 1." };
    private readonly Option<int?> _latent = new("--latent") { Description = "The embedding's dimension. Default 64." };
    private readonly Option<string?> _hidden = new("--hidden") { Description = "Widths of the encoder's hidden layers, with commas. Default 256." };
    private readonly Option<string?> _windows = new("--windows") { Description = "Windows in days, ascending, with commas. Default 7,30,180." };
    private readonly Option<int?> _epochs = new("--epochs") { Description = "Most passes over the rows. Default 40." };
    private readonly Option<int?> _threads = new("--threads") { Description = "Threads that may be used. Default: the machine's." };

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (var option in new Option[] { _file, _seed, _latent, _hidden, _windows, _epochs, _threads })
            command.Options.Add(option);
    }

    /// <returns>Null, with every fault, if an option doesn't fit.</returns>
    public TrainingOptions? Of(ParseResult parsed, List<string> faults)
    {
        var read = new TrainingOptions();
        if (parsed.GetValue(_file) is { } file && !OptionsFile.TryRead<TrainingOptions>(file.FullName, faults, out read))
            return null;
        var options = read with
        {
            Seed = parsed.GetValue(_seed) ?? read.Seed,
            Latent = parsed.GetValue(_latent) ?? read.Latent,
            Hidden = Numbers(parsed, _hidden, faults) ?? read.Hidden,
            WindowsDays = Numbers(parsed, _windows, faults) ?? read.WindowsDays,
            Epochs = parsed.GetValue(_epochs) ?? read.Epochs,
            Threads = parsed.GetValue(_threads) ?? read.Threads,
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
