using System.CommandLine;
using UserRep.Command.Versions;
using UserRep.Contracts.Versions;
using UserRep.Trainer.Training;

namespace UserRep.Command.Train;

/// <summary>Where the fit starts: from a parent, from a checkpoint, or anew.</summary>
internal sealed class RequestFlags
{
    private readonly Option<string?> _from = new("--from") { Description = "Bundle whose weights the fit starts from: representation@vN in --out, or a path. Default: none." };
    private readonly Option<string?> _resume = new("--resume") { Description = "What to do with the checkpoint of a killed run: required (go on from it or fail) or never (discard it). Default: go on if it fits, else say why not." };

    public RequestFlags() => _resume.AcceptOnlyFromAmong("required", "never");

    public void AddTo(System.CommandLine.Command command)
    {
        command.Options.Add(_from);
        command.Options.Add(_resume);
    }

    /// <returns>A request whose version and cut-off are yet to be set.</returns>
    public TrainingRequest Of(ParseResult parsed, VersionArguments version, List<string> faults) => new(version.Root, default, default)
    {
        Parent = parsed.GetValue(_from) is { } from ? Parent(from, version.Root, faults) : null,
        Resume = parsed.GetValue(_resume) switch { "required" => Resume.Required, "never" => Resume.Never, _ => Resume.IfItFits },
    };

    private static string? Parent(string from, string root, List<string> faults)
    {
        if (EncoderVersion.TryParse(from, out _) && Path.Combine(root, from) is var inRoot && Directory.Exists(inRoot))
            return inRoot;
        if (Directory.Exists(from))
            return Path.GetFullPath(from);
        faults.Add($"--from {from}: there is no such bundle in {root}, nor a folder of that name");
        return null;
    }
}
