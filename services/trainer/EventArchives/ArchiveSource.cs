using System.Text.Json;
using UserRep.EventArchive;
using UserRep.EventArchive.Events;
using UserRep.EventArchive.Reading;
using UserRep.Trainer.EventFiles;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.EventArchives;

/// <summary>The events that a mesh has accepted, each once, as its archive held them when it was opened. A day of them is in memory at a time.</summary>
public sealed class ArchiveSource : IEventSource, IDisposable
{
    private readonly ArchiveSnapshot _snapshot;

    private ArchiveSource(string folder, ArchiveSnapshot snapshot, bool simulated, ItemFile? items) =>
        (Name, _snapshot, Simulated, ItemNames, ItemCategories) = (Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), snapshot, simulated || items is { Simulated: true }, items?.Names ?? new Dictionary<string, string>(), items?.Categories ?? new Dictionary<string, IReadOnlyList<string>>());

    public string Name { get; }

    /// <summary>As the archive's note or the mapping states.</summary>
    public bool Simulated { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ItemCategories { get; }

    public IReadOnlyDictionary<string, string> ItemNames { get; }

    public int Days => _snapshot.Days.Count;

    /// <summary>Bytes of damaged records: the events they held are missing.</summary>
    public long DamagedBytes => _snapshot.DamagedBytes;

    /// <param name="mappingPath">A mapping whose categories and names say what items are; nothing else of it is used. Null: nothing is known of items.</param>
    /// <param name="faults">Empty exactly if a source is returned.</param>
    public static ArchiveSource? TryOpen(string folder, string? mappingPath, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        faults = found;
        var items = mappingPath is null ? null : ItemFile.TryRead(mappingPath, found);
        if (found.Count > 0)
            return null;
        try
        {
            var note = ArchiveNote.Of(folder);
            var snapshot = ArchiveSnapshot.Open(folder);
            if (snapshot.Days.Count > 0)
                return new ArchiveSource(folder, snapshot, note.Simulated, items);
            snapshot.Dispose();
            found.Add($"the archive {folder} has no events");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            found.Add($"the archive {folder} can't be read: {e.Message}");
        }
        return null;
    }

    /// <summary>From the first and the last day: days don't overlap.</summary>
    public (DateTimeOffset First, DateTimeOffset Last)? Span() =>
        (DateTimeOffset.FromUnixTimeMilliseconds(_snapshot.Of(_snapshot.Days[0])[0].At), DateTimeOffset.FromUnixTimeMilliseconds(_snapshot.Of(_snapshot.Days[^1])[^1].At));

    /// <exception cref="InvalidDataException">A file of the archive is damaged.</exception>
    public IEnumerable<SourceEvent> Events() => _snapshot.Days.SelectMany(_snapshot.Of).Select(Of);

    public void Dispose() => _snapshot.Dispose();

    private static SourceEvent Of(ArchivedEvent e) => e.WhatCase switch
    {
        ArchivedEvent.WhatOneofCase.Interaction => new SourceEvent(SourceEventKind.Interaction, e.EventId, e.UserId, e.At)
        {
            ItemId = e.Interaction.ItemId,
            Action = e.Interaction.Action,
            Weight = e.Interaction.HasWeight ? e.Interaction.Weight : null,
            PlayedMs = e.Interaction.HasPlayedMs ? e.Interaction.PlayedMs : null,
        },
        ArchivedEvent.WhatOneofCase.Onboarding => new SourceEvent(SourceEventKind.Onboarding, e.EventId, e.UserId, e.At) { ItemIds = e.Onboarding.ItemIds },
        _ => new SourceEvent(SourceEventKind.Profile, e.EventId, e.UserId, e.At) { Profile = e.Profile.Values.AsReadOnly() },
    };
}
