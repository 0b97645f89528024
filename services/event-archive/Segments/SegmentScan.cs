namespace UserRep.EventArchive.Segments;

/// <summary>
/// Where the sound records of a segment lie. What follows the last one is the tail, torn if its writer died; damage before that is stepped over, since
/// records behind it were acknowledged.
/// </summary>
internal sealed class SegmentScan
{
    /// <summary>Start and length of each payload.</summary>
    public List<(int Offset, int Length)> Payloads { get; } = [];

    /// <summary>Up to the end of the last sound record; 0 if there is none.</summary>
    public int SoundLength { get; private set; }

    public int TailBytes { get; private set; }

    /// <summary>Stepped over between sound records.</summary>
    public int DamagedBytes { get; private set; }

    public static SegmentScan Of(ReadOnlySpan<byte> bytes)
    {
        var scan = new SegmentScan();
        var at = bytes.StartsWith(SegmentFormat.Mark) ? SegmentFormat.Mark.Length : 0;
        var sound = at;
        while (at < bytes.Length)
        {
            var size = SegmentFormat.SoundSize(bytes[at..]);
            if (size == 0)
            {
                at++;
                continue;
            }
            scan.Payloads.Add((at + SegmentFormat.HeaderBytes, size - SegmentFormat.HeaderBytes));
            scan.DamagedBytes += at - sound;
            at += size;
            sound = at;
        }
        scan.SoundLength = scan.Payloads.Count > 0 ? sound : 0;
        scan.TailBytes = bytes.Length - sound;
        return scan;
    }
}
