using System.Buffers;
using Google.Protobuf;
using UserRep.EventArchive.Compaction;
using UserRep.EventArchive.Events;
using UserRep.EventArchive.Parts;
using UserRep.EventArchive.Segments;

namespace UserRep.EventArchive.Erasing;

/// <summary>
/// Removes users from day files and finished segments. Each file is replaced whole, so a crash leaves it with or without the users, and a repeated call
/// finishes the work. The caller sees to it that nothing more of the users is appended, and finishes its own writer's segment first.
/// </summary>
public sealed class ArchiveEraser(string folder, TimeProvider clock, ArchiveDisk? disk = null)
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);

    private readonly ArchiveFolder _folder = new(folder);
    private readonly ArchiveDisk _disk = disk ?? new ArchiveDisk();

    /// <summary>Waits while another process compacts or erases. All users given cost one pass over the archive.</summary>
    /// <exception cref="IOException">The volume is full or away; call again.</exception>
    /// <exception cref="InvalidDataException">A day file is damaged, so that nobody can tell who is in it.</exception>
    public async Task<RemovalResult> RemoveUsersAsync(IReadOnlySet<string> users, CancellationToken ct)
    {
        if (!Directory.Exists(_folder.Root))
            throw new IOException($"there is no archive folder {_folder.Root}");
        using var held = await TakeLockAsync(ct);
        MaintenanceLock.Clean(_folder, _disk);
        SegmentSeal.ApplyToDead(_folder, _disk);
        // Before the finished ones: a segment that is finished in between is in one of the two lists.
        var open = _folder.SegmentFiles(ArchiveFolder.OpenSuffix).Select(s => Path.GetFileNameWithoutExtension(s)).ToArray();
        var rows = new Dictionary<string, long>();
        var files = await RemoveFromSegmentsAsync(users, rows, ct);
        foreach (var (_, part) in _folder.PartFiles())
            files += await RemoveFromPartAsync(part, users, rows, ct) ? 1 : 0;
        return new RemovalResult(rows.Values.Sum(), rows, files, open);
    }

    private async Task<FileStream> TakeLockAsync(CancellationToken ct)
    {
        while (true)
        {
            if (MaintenanceLock.TryTake(_folder) is { } held)
                return held;
            await Task.Delay(LockPause, clock, ct);
        }
    }

    /// <returns>Files changed.</returns>
    private async Task<int> RemoveFromSegmentsAsync(IReadOnlySet<string> users, Dictionary<string, long> rows, CancellationToken ct)
    {
        var files = 0;
        foreach (var segment in _folder.SegmentFiles(ArchiveFolder.FinishedSuffix))
        {
            var all = SegmentReader.Read(await File.ReadAllBytesAsync(segment, ct)).ToList();
            var kept = all.FindAll(e => !users.Contains(e.UserId));
            if (kept.Count == all.Count)
                continue;
            Replace(segment, kept);
            Count(all, users, rows);
            files++;
        }
        return files;
    }

    private static void Count(List<ArchivedEvent> all, IReadOnlySet<string> users, Dictionary<string, long> rows)
    {
        foreach (var e in all.Where(e => users.Contains(e.UserId)))
            rows[e.UserId] = rows.GetValueOrDefault(e.UserId) + 1;
    }

    private void Replace(string segment, List<ArchivedEvent> kept)
    {
        if (kept.Count == 0)
        {
            _disk.Delete(segment);
            _disk.FlushFolder(_folder.Segments);
            return;
        }
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(SegmentFormat.Mark);
        foreach (var e in kept)
            SegmentFormat.WriteRecord(bytes, e.ToByteArray());
        var aside = segment + ArchiveFolder.AsideSuffix;
        using (var file = File.OpenHandle(aside, FileMode.Create, FileAccess.ReadWrite, FileShare.Delete))
        {
            _disk.Write(file, bytes.WrittenSpan, 0);
            _disk.Flush(file);
        }
        _disk.Move(aside, segment);
        _disk.FlushFolder(_folder.Segments);
    }

    /// <returns>Whether any of them was in it.</returns>
    private async Task<bool> RemoveFromPartAsync(string part, IReadOnlySet<string> users, Dictionary<string, long> rows, CancellationToken ct)
    {
        var bytes = await File.ReadAllBytesAsync(part, ct);
        if (!await PartReader.HasAnyAsync(bytes, part, users, ct))
            return false;
        var all = await PartReader.ReadAsync(bytes, part, ct);
        var kept = all.FindAll(e => !users.Contains(e.UserId));
        if (kept.Count > 0)
        {
            await PartWriter.WriteAsync(part, kept, _disk, ct);
        }
        else
        {
            _disk.Delete(part);
            _disk.FlushFolder(Path.GetDirectoryName(part)!);
        }
        Count(all, users, rows);
        return true;
    }
}
