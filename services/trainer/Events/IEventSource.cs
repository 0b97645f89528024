using System.Collections.ObjectModel;

namespace UserRep.Trainer.Events;

/// <summary>Events that can be read again from the start, in time order, with what is known of their items.</summary>
public interface IEventSource
{
    /// <summary>For messages, e.g. a file's name.</summary>
    string Name { get; }

    bool Simulated { get; }

    /// <summary>Categories by item id: the content modality. Empty if nothing is known of items.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> ItemCategories { get; }

    /// <summary>What people call items, by id. Default: nothing is known.</summary>
    IReadOnlyDictionary<string, string> ItemNames => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Who is behind a user id: the users of one person are on one side of every split. Default: each user is a person.</summary>
    string PersonOf(string userId) => userId;

    SourceLabels Labels => SourceLabels.None;

    /// <summary>When the first and the last event are; null if there is none. Default: walks all events.</summary>
    (DateTimeOffset First, DateTimeOffset Last)? Span()
    {
        (DateTimeOffset First, DateTimeOffset Last)? span = null;
        foreach (var e in Events())
            span = (span?.First ?? e.Instant, e.Instant);
        return span;
    }

    /// <summary>In ascending order of time; each call starts from the first event and yields the same ones.</summary>
    IEnumerable<SourceEvent> Events();
}
