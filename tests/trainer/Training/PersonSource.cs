using UserRep.Trainer.Events;

namespace UserRep.Trainer.Tests.Training;

/// <summary>Events of users who share persons: <c>p3/1</c> and <c>p3/2</c> are both of <c>p3</c>.</summary>
internal sealed class PersonSource(IEnumerable<SourceEvent> events) : IEventSource
{
    private readonly ListSource _events = new(events);

    public string Name => "persons";

    public bool Simulated => false;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ItemCategories => _events.ItemCategories;

    public string PersonOf(string userId) => userId.Split('/')[0];

    public IEnumerable<SourceEvent> Events() => _events.Events();
}
