using UserRep.EventArchive.Events;
using UserRep.EventArchive.Parts;
using UserRep.EventArchive.Segments;

namespace UserRep.EventArchive.Compaction;

/// <summary>
/// Turns finished segments into Parquet files by day. A day's new file is durable under its name before anything it was made of is removed, so a crash
/// at any step repeats rows at most, and whoever reads leaves repetitions out.
/// </summary>
/// <param name="batchBytes">Bytes of segments that are in memory at a time; at least one segment is.</param>
/// <param name="smallBytes">A day's files below this size are merged with what is new of that day, up to four times this size at once.</param>
public sealed class ArchiveCompactor(string folder, TimeProvider clock, ArchiveDisk? disk = null, long batchBytes = 32L << 20, long smallBytes = 4L << 20)
{
    private const int SmallAtOnce = 4;

    private readonly ArchiveFolder _folder = new(folder);
    private readonly ArchiveDisk _disk = disk ?? new ArchiveDisk();

    /// <exception cref="IOException">The volume is full or away; what was not done is done by a later call.</exception>
    public async Task<CompactionResult> RunAsync(CancellationToken ct)
    {
        if (!Directory.Exists(_folder.Root))
            throw new IOException($"there is no archive folder {_folder.Root}");
        using var held = MaintenanceLock.TryTake(_folder);
        if (held is null)
            return new CompactionResult(Busy: true);
        MaintenanceLock.Clean(_folder, _disk);
        var dead = SegmentSeal.ApplyToDead(_folder, _disk);
        var result = new CompactionResult(Recovered: dead.Segments, TornBytes: dead.TornBytes, DamagedBytes: dead.DamagedBytes);
        foreach (var batch in Batches(_folder.SegmentFiles(ArchiveFolder.FinishedSuffix)))
        {
            ct.ThrowIfCancellationRequested();
            result = await CompactAsync(batch, result, ct);
        }
        return result;
    }

    private IEnumerable<List<string>> Batches(IReadOnlyList<string> segments)
    {
        var (batch, bytes) = (new List<string>(), 0L);
        foreach (var segment in segments)
        {
            var size = new FileInfo(segment).Length;
            if (batch.Count > 0 && bytes + size > batchBytes)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }
            batch.Add(segment);
            bytes += size;
        }
        if (batch.Count > 0)
            yield return batch;
    }

    private async Task<CompactionResult> CompactAsync(List<string> segments, CompactionResult result, CancellationToken ct)
    {
        var days = new SortedDictionary<int, List<ArchivedEvent>>();
        foreach (var segment in segments)
        {
            foreach (var e in SegmentReader.Read(await File.ReadAllBytesAsync(segment, ct)))
            {
                if (!days.TryGetValue(e.Day(), out var rows))
                    days.Add(e.Day(), rows = []);
                rows.Add(e);
            }
        }
        foreach (var (day, rows) in days)
        {
            var (written, unreadable) = await WriteAsync(day, rows, ct);
            result = result with { Rows = result.Rows + written.Count, Repeated = result.Repeated + written.Repeated, Unreadable = result.Unreadable + unreadable };
        }
        foreach (var segment in segments)
            _disk.Delete(segment);
        return result with { Segments = result.Segments + segments.Count };
    }

    private async Task<(DayRows Written, int Unreadable)> WriteAsync(int day, List<ArchivedEvent> fresh, CancellationToken ct)
    {
        var rows = new DayRows();
        var (merged, unreadable) = (new List<string>(), 0);
        foreach (var part in Small(day))
        {
            try
            {
                foreach (var e in await PartReader.ReadAsync(await File.ReadAllBytesAsync(part, ct), part, ct))
                    rows.Add(e);
                merged.Add(part);
            }
            catch (InvalidDataException)
            {
                // Left for a person to look at: it must not keep what is new from being compacted.
                unreadable++;
            }
        }
        foreach (var e in fresh)
            rows.Add(e);
        _disk.CreateFolder(_folder.Days);
        _disk.CreateFolder(_folder.Day(day));
        var name = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N") + ArchiveFolder.PartSuffix;
        await PartWriter.WriteAsync(Path.Combine(_folder.Day(day), name), rows.Sorted(), _disk, ct);
        foreach (var part in merged)
            _disk.Delete(part);
        return (rows, unreadable);
    }

    private List<string> Small(int day)
    {
        var (small, bytes) = (new List<string>(), 0L);
        foreach (var part in _folder.PartsOf(day))
        {
            var size = new FileInfo(part).Length;
            if (size >= smallBytes || bytes + size > SmallAtOnce * smallBytes)
                continue;
            small.Add(part);
            bytes += size;
        }
        return small;
    }
}
