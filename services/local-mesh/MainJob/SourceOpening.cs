using UserRep.Features.Bundles;
using UserRep.LocalMesh.Hosting;
using UserRep.Trainer.EventFiles;
using UserRep.Trainer.Simulation;

namespace UserRep.LocalMesh.MainJob;

/// <summary>From the command line to events: the simulator, or a file with its mapping.</summary>
internal static class SourceOpening
{
    /// <exception cref="MeshFault">The arguments or the files are wrong; every fault is named.</exception>
    public static OpenedSource Open(JobArguments arguments, CancellationToken ct) =>
        arguments.Events is { } events ? OpenFile(events, arguments.Mapping, ct) : Simulate(arguments);

    private static OpenedSource OpenFile(string events, string? mapping, CancellationToken ct)
    {
        if (mapping is null)
            throw new MeshFault("--events needs --mapping, which says which column is what; examples are in services/trainer/mappings");
        foreach (var path in new[] { events, mapping })
        {
            if (!File.Exists(path))
                throw new MeshFault($"there is no file {path}");
        }
        var file = EventFile.TryOpen(events, mapping, out var faults, cancellationToken: ct) ?? throw new MeshFault(faults);
        var notes = new List<string>();
        if (file.Report.Refused > 0)
        {
            notes.Add(FormattableString.Invariant($"{file.Report.Refused:N0} rows could not be read and were left out, for example:"));
            notes.AddRange(file.Report.FirstRefused.Take(3).Select(r => FormattableString.Invariant($"  line {r.Line}: {r.Reason}")));
        }
        return new OpenedSource(file, $"{Path.GetFileName(events)} ({BundleHash.OfFile(events)[..12]}) read through {Path.GetFileName(mapping)} ({BundleHash.OfFile(mapping)[..12]})", notes);
    }

    private static OpenedSource Simulate(JobArguments arguments)
    {
        if (arguments.Mapping is not null)
            throw new MeshFault("--mapping goes with --events; the simulator needs none");
        var options = new SimulatorOptions { Users = arguments.Users, Items = arguments.Items, Days = arguments.Days, Seed = arguments.Seed };
        if (options.Faults() is { Count: > 0 } faults)
            throw new MeshFault(faults);
        return new OpenedSource(new Simulator(options), $"a simulation with seed {arguments.Seed}, {arguments.Users} users, {arguments.Items} items and {arguments.Days} days", []);
    }
}
