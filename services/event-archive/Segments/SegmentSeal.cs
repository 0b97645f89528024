namespace UserRep.EventArchive.Segments;

/// <summary>Turns an open segment that nobody appends to any more into a finished one, which never changes but by erasure.</summary>
internal static class SegmentSeal
{
    /// <summary>Keeps the first <paramref name="length"/> bytes. A file that is not there needs no seal, unless its folder is away with it.</summary>
    /// <exception cref="IOException">The volume is away; call again.</exception>
    public static void Apply(string openSegment, long length, ArchiveDisk disk)
    {
        if (!File.Exists(openSegment))
        {
            if (!Directory.Exists(Path.GetDirectoryName(openSegment)))
                throw new IOException($"there is no archive folder {Path.GetDirectoryName(openSegment)}");
            return;
        }
        if (length <= SegmentFormat.Mark.Length)
        {
            disk.Delete(openSegment);
            return;
        }
        using (var file = File.OpenHandle(openSegment, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete))
        {
            if (RandomAccess.GetLength(file) > length)
                RandomAccess.SetLength(file, length);
            disk.Flush(file);
        }
        disk.Move(openSegment, ArchiveFolder.Finished(openSegment));
        disk.FlushFolder(Path.GetDirectoryName(openSegment)!);
    }

    /// <summary>Seals what dead writers left, up to the last sound record.</summary>
    /// <returns>Segments sealed, bytes of their torn tails, and bytes damaged before these.</returns>
    public static SealedSegments ApplyToDead(ArchiveFolder folder, ArchiveDisk disk)
    {
        var result = new SealedSegments(0, 0, 0);
        foreach (var writer in folder.SegmentFiles(ArchiveFolder.OpenSuffix).GroupBy(ArchiveFolder.WriterOf))
        {
            using (var dead = DeadWriter.TryHold(folder.WriterLock(writer.Key)))
            {
                if (dead is null)
                    continue;
                foreach (var segment in writer)
                {
                    var scan = SegmentScan.Of(File.ReadAllBytes(segment));
                    Apply(segment, scan.SoundLength, disk);
                    result = new SealedSegments(result.Segments + 1, result.TornBytes + scan.TailBytes, result.DamagedBytes + scan.DamagedBytes);
                }
            }
            if (File.Exists(folder.WriterLock(writer.Key)))
                disk.Delete(folder.WriterLock(writer.Key));
        }
        return result;
    }
}
