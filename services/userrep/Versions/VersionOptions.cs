using System.CommandLine;

namespace UserRep.Command.Versions;

/// <summary>The options that say where a bundle goes and which number it gets.</summary>
internal sealed class VersionOptions
{
    private readonly Option<DirectoryInfo> _out = new("--out") { Description = "Folder of bundles.", DefaultValueFactory = _ => new DirectoryInfo("bundles") };
    private readonly Option<int?> _version = new("--version") { Description = "The bundle's number. Default: the next one, from version-router if it answers, and the folder." };
    private readonly Option<string?> _router = new("--router") { Description = $"Dapr sidecar through which version-router is asked, or `{NextVersion.Nobody}`. Default: DAPR_HTTP_ENDPOINT, else {NextVersion.UsualRouter}, if it answers." };

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (var option in new Option[] { _out, _version, _router })
            command.Options.Add(option);
    }

    public VersionArguments Of(ParseResult parsed) => new(parsed.GetValue(_out)!.FullName, parsed.GetValue(_version), parsed.GetValue(_router));
}
