using System.Globalization;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.EventFiles;

/// <summary>Puts the picks of a user together into onboarding events.</summary>
internal sealed class PickCollector(string source)
{
    /// <summary>As many picks as the wire contract takes.</summary>
    private const int MaxItems = 200;

    private readonly Dictionary<(string User, string Group), (long At, List<string> Items)> _events = [];

    /// <param name="eventId">Picks of one id are one event; null: those of one day.</param>
    /// <returns>Why the pick isn't taken; null if it is.</returns>
    public string? Add(string user, string item, long at, string? eventId)
    {
        var key = (user, eventId ?? $"{source}-onboarding-{user}-{DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        if (!_events.TryGetValue(key, out var picks))
            picks = (at, []);
        if (picks.Items.Count == MaxItems)
            return $"its user has more than {MaxItems} onboarding picks in one event";
        if (!picks.Items.Contains(item))
            picks.Items.Add(item);
        // Dated by its last pick: an event may not speak of what is yet to come.
        _events[key] = (Math.Max(picks.At, at), picks.Items);
        return null;
    }

    public IEnumerable<SourceEvent> Events() =>
        _events.Select(e => new SourceEvent(SourceEventKind.Onboarding, e.Key.Group, e.Key.User, e.Value.At) { ItemIds = e.Value.Items });
}
