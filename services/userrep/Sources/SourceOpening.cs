using UserRep.Command.Terminal;
using UserRep.Trainer.EventArchives;
using UserRep.Trainer.EventFiles;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;

namespace UserRep.Command.Sources;

/// <summary>From the command line to events.</summary>
internal static class SourceOpening
{
    private const int ReasonsShown = 3;

    /// <returns>Null, with faults, if the arguments or the files are wrong.</returns>
    public static async Task<(IEventSource? Source, IReadOnlyList<string> Faults)> OpenAsync(SourceArguments arguments, int seed, Screen screen, CancellationToken cancellationToken)
    {
        switch (arguments)
        {
            case { Simulate: true, Events: null, Archive: null, Mapping: null }:
                return (new Simulator(new SimulatorOptions { Seed = seed }), []);
            case { Simulate: true }:
                return (null, ["--simulate stands instead of --events, --archive and --mapping"]);
            case { Events: not null, Archive: not null }:
                return (null, ["--events and --archive are two sources of events: give one"]);
            case { Archive: { } archive }:
                return OpenArchive(archive, arguments.Mapping, screen);
            case { Events: null }:
                return (null, ["say which events: --events FILE --mapping FILE, --archive FOLDER, or --simulate"]);
            case { Mapping: null }:
                return (null, ["--events needs --mapping, which says which column is what; examples are in services/trainer/mappings"]);
        }
        var missing = new[] { arguments.Events, arguments.Mapping }.Where(p => !File.Exists(p)).Select(p => $"there is no file {p}").ToList();
        if (missing.Count > 0)
            return (null, missing);
        IReadOnlyList<string> faults = [];
        EventFile? file;
        using (var step = screen.Begin($"Reading {Path.GetFileName(arguments.Events)}"))
        {
            file = await Task.Run(() => EventFile.TryOpen(arguments.Events, arguments.Mapping, out faults, arguments.MaxErrors, cancellationToken), cancellationToken);
            step.At(1, file is null ? null : FormattableString.Invariant($"{file.Report.Accepted:N0} rows"));
        }
        if (file is null)
            return (null, faults);
        Tell(file.Report, screen);
        return (file, []);
    }

    private static (IEventSource? Source, IReadOnlyList<string> Faults) OpenArchive(string folder, string? mapping, Screen screen)
    {
        ArchiveSource? source;
        IReadOnlyList<string> faults;
        using (var step = screen.Begin("Opening the archive"))
        {
            source = ArchiveSource.TryOpen(folder, mapping, out faults);
            step.At(1, source is null ? null : FormattableString.Invariant($"{source.Days:N0} days"));
        }
        if (source is { DamagedBytes: > 0 and var damaged })
            screen.Say(FormattableString.Invariant($"Damaged records of the archive that were left out: {damaged:N0} bytes"));
        return (source, faults);
    }

    /// <summary>What was left out, and why.</summary>
    public static void Tell(ReadReport report, Screen screen)
    {
        if (report.Undated > 0)
            screen.Say(FormattableString.Invariant($"Profiles left out because they have no time and their user no event: {report.Undated:N0}"));
        if (report.Refused == 0)
            return;
        screen.Say(FormattableString.Invariant($"Rows that could not be used and were left out: {report.Refused:N0}, for example"));
        foreach (var refused in report.FirstRefused.Take(ReasonsShown))
            screen.Say(FormattableString.Invariant($"  {Path.GetFileName(refused.File)}, line {refused.Line}: {refused.Reason}"));
    }
}
