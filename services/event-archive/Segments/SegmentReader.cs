using UserRep.EventArchive.Events;

namespace UserRep.EventArchive.Segments;

internal static class SegmentReader
{
    /// <summary>The events of all sound records, in order of writing.</summary>
    public static IEnumerable<ArchivedEvent> Read(byte[] segment)
    {
        foreach (var (offset, length) in SegmentScan.Of(segment).Payloads)
            yield return ArchivedEvent.Parser.ParseFrom(segment, offset, length);
    }
}
