using System.Globalization;
using UserRep.Trainer.Events;
using UserRep.Trainer.Tables;

namespace UserRep.Trainer.Simulation;

/// <summary>Writes a simulation as files that the generic reader takes: events, users, onboarding picks, items, and the mapping between them.</summary>
public static class SimulatedFiles
{
    public const string MappingName = "mapping.json";

    private static readonly TableColumn[] s_events =
        [new("event_id"), new("user"), new("item"), new("action"), new("at", ColumnKind.Whole), new("weight", ColumnKind.Number), new("played_ms", ColumnKind.Whole)];

    private static readonly TableColumn[] s_picks = [new("event_id"), new("user"), new("item"), new("at", ColumnKind.Whole)];
    private static readonly TableColumn[] s_items = [new("item"), new("category"), new("title")];

    /// <param name="extension"><c>csv</c>, <c>csv.gz</c> or <c>parquet</c>.</param>
    /// <param name="report">Told how many events are written.</param>
    public static SimulatedFileSet Write(Simulator simulator, string folder, string extension, Action<long>? report = null, CancellationToken cancellationToken = default)
    {
        const int reportEvery = 16_384;
        Directory.CreateDirectory(folder);
        var profiles = new List<SourceEvent>();
        var count = 0L;
        using (var events = Open("events", s_events))
        using (var picks = Open("onboarding", s_picks))
        {
            foreach (var e in simulator.Events())
            {
                if (++count % reportEvery == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    report?.Invoke(count);
                }
                switch (e.Kind)
                {
                    case SourceEventKind.Interaction:
                        events.Write(e.EventId, e.UserId, e.ItemId!, e.Action!, Text(e.At), e.Weight?.ToString("R", CultureInfo.InvariantCulture) ?? "", e.PlayedMs is { } played ? Text(played) : "");
                        break;
                    case SourceEventKind.Onboarding:
                        foreach (var item in e.ItemIds!)
                            picks.Write(e.EventId, e.UserId, item, Text(e.At));
                        break;
                    default:
                        profiles.Add(e);
                        break;
                }
            }
        }
        using (var items = Open("items", s_items))
        {
            foreach (var (item, categories) in simulator.ItemCategories)
            {
                foreach (var category in categories)
                    items.Write(item, category, simulator.ItemNames[item]);
            }
        }
        // Ordinal order: the same simulation gives the same bytes.
        var attributes = profiles.SelectMany(p => p.Profile!.Keys).Distinct().Order(StringComparer.Ordinal).ToArray();
        using (var users = Open("users", [new("event_id"), new("user"), new("at", ColumnKind.Whole), .. attributes.Select(a => new TableColumn(a))]))
        {
            foreach (var p in profiles)
                users.Write([p.EventId, p.UserId, Text(p.At), .. attributes.Select(a => p.Profile!.GetValueOrDefault(a, ""))]);
        }
        var mapping = Path.Combine(folder, MappingName);
        File.WriteAllText(mapping, SimulatedMapping.Json(simulator.Name, attributes, extension));
        return new SimulatedFileSet(Path.Combine(folder, "events." + extension), mapping, count, simulator.ItemCategories.Count);

        ITableWriter Open(string name, IReadOnlyList<TableColumn> columns) => TableWriter.Create(Path.Combine(folder, $"{name}.{extension}"), columns);
        static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
