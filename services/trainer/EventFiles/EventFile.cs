using UserRep.Trainer.Events;

namespace UserRep.Trainer.EventFiles;

/// <summary>Events of a CSV or Parquet file, read through a mapping and sorted by time.</summary>
public sealed class EventFile : IEventSource
{
    private readonly EventRows _rows;
    private readonly IReadOnlyList<SourceEvent> _profiles;

    private EventFile(string source, EventRows rows, IReadOnlyDictionary<string, IReadOnlyList<string>> categories, IReadOnlyList<SourceEvent> profiles, ReadReport report) =>
        (Name, _rows, ItemCategories, _profiles, Report) = (source, rows, categories, profiles, report);

    public string Name { get; }

    public bool Simulated => false;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ItemCategories { get; }

    /// <summary>Rows taken, left out and refused, of the events file and those joined to it.</summary>
    public ReadReport Report { get; }

    /// <summary>Reads the whole file once; ten million rows take about half a gigabyte.</summary>
    /// <param name="faults">Every fault of mapping and files; empty exactly if events are returned. Refused rows are no fault.</param>
    public static EventFile? TryOpen(string eventsPath, string mappingPath, out IReadOnlyList<string> faults, CancellationToken cancellationToken = default)
    {
        var found = new List<string>();
        faults = found;
        if (EventMapping.TryLoad(mappingPath, found) is not { } mapping)
            return null;
        var source = mapping.Source ?? Path.GetFileName(eventsPath);
        var folder = Path.GetDirectoryName(Path.GetFullPath(eventsPath))!;
        var report = new ReadReport();
        var rows = EventRowsReader.TryRead(eventsPath, mapping, source, report, found, cancellationToken);
        var categories = mapping.Categories is { } c ? CategoriesReader.Read(folder, c, report, found) : [];
        var profiles = mapping.Users is { } u && rows is not null ? ProfilesReader.Read(folder, u, source, rows, report, found) : [];
        if (rows is not null && rows.Count == 0 && found.Count == 0)
            found.Add($"{eventsPath} has no row that became an event; {report.Refused} were refused{string.Concat(report.FirstRefused.Take(1).Select(r => $", the first in line {r.Line}: {r.Reason}"))}");
        return found.Count == 0 ? new EventFile(source, rows!, categories, profiles, report) : null;
    }

    public IEnumerable<SourceEvent> Events()
    {
        var profile = 0;
        for (var i = 0; i < _rows.Count; i++)
        {
            // Who a user is comes before what they did at the same instant.
            for (; profile < _profiles.Count && _profiles[profile].At <= _rows.At(i); profile++)
                yield return _profiles[profile];
            yield return _rows.Event(i);
        }
        for (; profile < _profiles.Count; profile++)
            yield return _profiles[profile];
    }
}
