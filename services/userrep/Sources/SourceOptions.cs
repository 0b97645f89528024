using System.CommandLine;

namespace UserRep.Command.Sources;

/// <summary>The options that say which events a verb reads.</summary>
internal sealed class SourceOptions
{
    public Option<FileInfo?> Events { get; } = new("--events") { Description = "Events: CSV (gzip too) or Parquet." };

    public Option<DirectoryInfo?> Archive { get; } = new("--archive") { Description = "Event archive of a mesh, instead of --events; see deploy/docs/archive.md." };

    public Option<FileInfo?> Mapping { get; } = new("--mapping") { Description = "Says which column of --events is what; see deploy/docs/mapping.md. With --archive, only its categories are used, and it may be left out." };

    public Option<bool> Simulate { get; } = new("--simulate") { Description = "Use simulated events, as `userrep simulate` writes by default, instead of --events." };

    public Option<long?> MaxErrors { get; } = new("--max-errors") { Description = "Rows that may be refused before it is an error. Default: any number; all are counted." };

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (var option in new Option[] { Events, Archive, Mapping, Simulate, MaxErrors })
            command.Options.Add(option);
        MaxErrors.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() < 0)
                result.AddError("--max-errors must be 0 or more");
        });
    }

    public SourceArguments Of(ParseResult parsed) =>
        new(parsed.GetValue(Events)?.FullName, parsed.GetValue(Archive)?.FullName, parsed.GetValue(Mapping)?.FullName, parsed.GetValue(Simulate), parsed.GetValue(MaxErrors) ?? long.MaxValue);
}
