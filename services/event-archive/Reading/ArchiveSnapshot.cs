using UserRep.EventArchive.Events;
using UserRep.EventArchive.Parts;

namespace UserRep.EventArchive.Reading;

/// <summary>
/// What the archive held at one moment, as often as it is read, while writers and compaction go on. One day of events is in memory at a time, beside
/// 8 bytes for each event that is not compacted yet.
/// </summary>
public sealed class ArchiveSnapshot : IDisposable
{
    /// <summary>A listing that changes this often in a row is not an archive at work but a fault.</summary>
    private const int MostTries = 100;

    private readonly List<HeldSegment> _segments;
    private readonly ILookup<int, HeldFile> _parts;

    private ArchiveSnapshot(List<HeldSegment> segments, List<(int Day, HeldFile File)> parts)
    {
        (_segments, _parts) = (segments, parts.ToLookup(p => p.Day, p => p.File));
        Days = [.. segments.SelectMany(s => s.Days).Concat(parts.Select(p => p.Day)).Distinct().Order()];
        DamagedBytes = segments.Sum(s => s.DamagedBytes);
    }

    /// <summary>UTC days with events, ascending.</summary>
    public IReadOnlyList<int> Days { get; }

    /// <summary>Bytes of segments that were no records, torn tails aside.</summary>
    public long DamagedBytes { get; }

    /// <exception cref="IOException">The folder is not there or can't be read.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ArchiveSnapshot Open(string folder)
    {
        var archive = new ArchiveFolder(folder);
        if (!Directory.Exists(archive.Root))
            throw new IOException($"there is no archive folder {archive.Root}");
        for (var tries = 1; ; tries++)
        {
            if (TryOpen(archive) is { } snapshot)
                return snapshot;
            if (tries == MostTries)
                throw new IOException($"the files of {archive.Root} change faster than they can be opened");
        }
    }

    /// <summary>The events of a day, each once, by time.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public IReadOnlyList<ArchivedEvent> Of(int day)
    {
        var rows = new DayRows();
        foreach (var part in _parts[day])
        {
            // Whole: a Parquet file of the archive has tens of megabytes at most.
            foreach (var e in PartReader.ReadAsync(part.ReadAll(), part.Path, CancellationToken.None).GetAwaiter().GetResult())
                rows.Add(e);
        }
        foreach (var e in _segments.SelectMany(s => s.Of(day)))
            rows.Add(e);
        return rows.Sorted();
    }

    public void Dispose()
    {
        foreach (var segment in _segments)
            segment.Dispose();
        foreach (var part in _parts.SelectMany(p => p))
            part.Dispose();
    }

    /// <summary>
    /// Compaction makes a new file before it deletes the old ones. So if all files of a listing could be opened and a second listing is equal, no event
    /// was in neither.
    /// </summary>
    private static ArchiveSnapshot? TryOpen(ArchiveFolder folder)
    {
        var before = List(folder);
        var held = new List<HeldFile>();
        try
        {
            foreach (var (_, file) in before)
                held.Add(new HeldFile(file));
            if (before.SequenceEqual(List(folder)))
            {
                var segments = held.Where((_, i) => before[i].Day is null).Select(f => new HeldSegment(f)).ToList();
                return new ArchiveSnapshot(segments, [.. held.Select((f, i) => (before[i].Day, f)).Where(p => p.Day is not null).Select(p => (p.Day!.Value, p.f))]);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Compacted or finished since it was listed.
        }
        catch
        {
            held.ForEach(f => f.Dispose());
            throw;
        }
        held.ForEach(f => f.Dispose());
        return null;
    }

    private static List<(int? Day, string File)> List(ArchiveFolder folder) =>
    [
        .. folder.SegmentFiles(ArchiveFolder.FinishedSuffix).Concat(folder.SegmentFiles(ArchiveFolder.OpenSuffix)).Select(f => ((int?)null, f)),
        .. folder.PartFiles().Select(p => ((int?)p.Day, p.File)),
    ];
}
