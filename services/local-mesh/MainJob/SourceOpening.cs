using UserRep.LocalMesh.Hosting;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;

namespace UserRep.LocalMesh.MainJob;

/// <summary>From the command line to events: the simulator, or a file with its mapping.</summary>
internal static class SourceOpening
{
    public static IEventSource Open(JobArguments arguments)
    {
        var options = new SimulatorOptions { Users = arguments.Users, Items = arguments.Items, Days = arguments.Days, Seed = arguments.Seed };
        if (options.Faults() is { Count: > 0 } faults)
            throw new MeshFault(faults);
        return new Simulator(options);
    }

    public static string Fingerprint(JobArguments arguments) =>
        $"a simulation with seed {arguments.Seed}, {arguments.Users} users, {arguments.Items} items and {arguments.Days} days";

    public static void Report(IEventSource source, JobScreen screen)
    {
    }
}
