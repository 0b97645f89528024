using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;

namespace UserRep.Evaluator.Tests.Runs;

/// <summary>A simulation whose items are known by genre alone, which leaves fewer groups to ask about, with further events among its own.</summary>
internal sealed class SimulatedSource(Simulator simulator, params IEnumerable<SourceEvent> more) : IEventSource
{
    public string Name => simulator.Name;

    public bool Simulated => true;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ItemCategories { get; } = simulator.ItemCategories.ToDictionary(i => i.Key, IReadOnlyList<string> (i) => [i.Value[0]]);

    public DateTimeOffset End => simulator.End;

    public IEnumerable<SourceEvent> Events() => simulator.Events().Concat(more).OrderBy(e => e.At);

    public SimulatedSource With(IEnumerable<SourceEvent> further) => new(simulator, further);
}
