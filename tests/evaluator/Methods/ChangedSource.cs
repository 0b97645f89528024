using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tests.Methods;

/// <summary>Another source's events with some of them changed.</summary>
internal sealed class ChangedSource(IEventSource source, Func<SourceEvent, SourceEvent?> change) : IEventSource
{
    public string Name => source.Name;

    public bool Simulated => source.Simulated;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ItemCategories => source.ItemCategories;

    public IEnumerable<SourceEvent> Events() => source.Events().Select(change).OfType<SourceEvent>();
}
