using UserRep.EventArchive.Events;
using UserRep.EventArchive.Segments;

namespace UserRep.EventArchive.Reading;

/// <summary>A segment with its records by day: 8 bytes a record stay in memory.</summary>
internal sealed class HeldSegment : IDisposable
{
    private readonly HeldFile _file;
    private readonly Dictionary<int, List<(int Offset, int Length)>> _days = [];

    /// <summary>Records appended later are not seen.</summary>
    public HeldSegment(HeldFile file)
    {
        _file = file;
        var bytes = file.ReadAll();
        var scan = SegmentScan.Of(bytes);
        DamagedBytes = scan.DamagedBytes;
        foreach (var (offset, length) in scan.Payloads)
        {
            var day = ArchivedEvent.Parser.ParseFrom(bytes, offset, length).Day();
            if (!_days.TryGetValue(day, out var places))
                _days.Add(day, places = []);
            places.Add((offset, length));
        }
    }

    public int DamagedBytes { get; }

    public IEnumerable<int> Days => _days.Keys;

    public IEnumerable<ArchivedEvent> Of(int day)
    {
        foreach (var (offset, length) in _days.GetValueOrDefault(day, []))
            yield return ArchivedEvent.Parser.ParseFrom(_file.Read(offset, length));
    }

    public void Dispose() => _file.Dispose();
}
