using UserRep.Trainer.Events;

namespace UserRep.Trainer.EventFiles;

/// <summary>Events of a CSV or Parquet file, read through a mapping and sorted by time.</summary>
public sealed class EventFile : IEventSource
{
    private readonly DataSet _set;
    private readonly EventRows _rows;
    private readonly List<SourceEvent> _others;
    private readonly bool _hasPersons;

    private EventFile(EventMapping mapping, DataSet set, EventRows rows, IReadOnlyDictionary<string, IReadOnlyList<string>> categories, IReadOnlyDictionary<string, string> names, IEnumerable<SourceEvent> profiles, SourceLabels labels)
    {
        (_set, _rows, ItemCategories, ItemNames, Labels, Simulated, _hasPersons) = (set, rows, categories, names, labels, mapping.Simulated, mapping.Person is not null);
        // OrderBy is stable: of equal times profiles come before picks, and each stay in their file's order.
        _others = [.. profiles.Concat(set.Picks.Events()).OrderBy(e => e.At)];
    }

    public string Name => _set.Source;

    /// <summary>As the mapping states.</summary>
    public bool Simulated { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ItemCategories { get; }

    public IReadOnlyDictionary<string, string> ItemNames { get; }

    public SourceLabels Labels { get; }

    /// <summary>Rows taken, left out and refused, of the events file and those joined to it.</summary>
    public ReadReport Report => _set.Report;

    /// <summary>Reads the whole file once; ten million rows take about half a gigabyte.</summary>
    /// <param name="faults">Every fault of mapping and files; empty exactly if events are returned. Refused rows are no fault, up to <paramref name="maxErrors"/>.</param>
    /// <param name="maxErrors">Rows that may be refused, over all files.</param>
    public static EventFile? TryOpen(string eventsPath, string mappingPath, out IReadOnlyList<string> faults, long maxErrors = long.MaxValue, CancellationToken cancellationToken = default)
    {
        var found = new List<string>();
        faults = found;
        if (EventMapping.TryLoad(mappingPath, found) is not { } mapping)
            return null;
        var set = new DataSet(mapping.Source ?? Path.GetFileName(eventsPath), Path.GetDirectoryName(Path.GetFullPath(eventsPath))!, new ReadReport(), found);
        var rows = EventRowsReader.TryRead(eventsPath, mapping, set, cancellationToken);
        var categories = mapping.Categories is { } c ? CategoriesReader.Read(c, set) : [];
        var names = mapping.Names is { } n ? ItemNamesReader.Read(n, set) : [];
        if (mapping.Onboarding is { File: not null } onboarding)
            OnboardingReader.Read(onboarding, set);
        var profiles = mapping.Users is { } u ? ProfilesReader.Read(u, set, mapping.Person) : [];
        // Last, since only now is it known which columns are inputs.
        var labels = mapping.Labels is { } l ? LabelsReader.Read(l, set) : SourceLabels.None;
        if (rows is not null && rows.Count == 0 && found.Count == 0)
            found.Add($"{eventsPath} has no row that became an event; {set.Report.Refused} were refused{set.Report.Reasons(1)}");
        else if (set.Report.Refused > maxErrors)
            found.Add($"{set.Report.Refused} rows were refused, at most {maxErrors} may be{set.Report.Reasons(ReadReport.ReasonsInFault)}");
        return found.Count == 0 ? new EventFile(mapping, set, rows!, categories, names, profiles, labels) : null;
    }

    public string PersonOf(string userId) => _hasPersons ? _set.Persons.Of(userId) : userId;

    public (DateTimeOffset First, DateTimeOffset Last)? Span()
    {
        var (first, last) = (_rows.At(0), _rows.At(_rows.Count - 1));
        if (_others.Count > 0)
            (first, last) = (Math.Min(first, _others[0].At), Math.Max(last, _others[^1].At));
        return (DateTimeOffset.FromUnixTimeMilliseconds(first), DateTimeOffset.FromUnixTimeMilliseconds(last));
    }

    public IEnumerable<SourceEvent> Events()
    {
        var other = 0;
        for (var i = 0; i < _rows.Count; i++)
        {
            // Who a user is comes before what they did at the same instant.
            for (; other < _others.Count && _others[other].At <= _rows.At(i); other++)
                yield return _others[other];
            yield return _rows.Event(i);
        }
        for (; other < _others.Count; other++)
            yield return _others[other];
    }
}
