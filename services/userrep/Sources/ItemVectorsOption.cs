using System.CommandLine;

namespace UserRep.Command.Sources;

/// <summary><c>--item-vectors modality=FILE</c>, for each modality.</summary>
internal sealed class ItemVectorsOption : Option<string[]>
{
    public ItemVectorsOption(string description)
        : base("--item-vectors") => (Description, AllowMultipleArgumentsPerToken) = (description, true);

    /// <returns>Full paths by modality; with what could not be read among <paramref name="faults"/>.</returns>
    public Dictionary<string, string> Of(ParseResult parsed, List<string> faults)
    {
        var files = new Dictionary<string, string>();
        foreach (var given in parsed.GetValue(this) ?? [])
        {
            if (given.Split('=', 2) is not [{ Length: > 0 } modality, { Length: > 0 } file])
                faults.Add($"--item-vectors {given}: write modality=FILE");
            else if (!File.Exists(file))
                faults.Add($"--item-vectors {given}: there is no file {file}");
            else if (!files.TryAdd(modality, Path.GetFullPath(file)))
                faults.Add($"--item-vectors names {modality} twice");
        }
        return files;
    }
}
