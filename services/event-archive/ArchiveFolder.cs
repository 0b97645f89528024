using System.Globalization;
using UserRep.Contracts.Events;

namespace UserRep.EventArchive;

/// <summary>
/// Where things lie: <c>writers/{writer}.lock</c>, held while the writer lives; <c>segments/{writer}-{number}.open</c> and, once nobody appends any more,
/// <c>.seg</c>; <c>days/{yyyy-MM-dd}/{part}.parquet</c>; <c>maintenance.lock</c>, held by whoever compacts or erases.
/// </summary>
internal sealed class ArchiveFolder(string root)
{
    public const string OpenSuffix = ".open";
    public const string FinishedSuffix = ".seg";
    public const string PartSuffix = ".parquet";
    public const string AsideSuffix = ".tmp";

    private const string DayFormat = "yyyy-MM-dd";

    public string Root { get; } = Path.GetFullPath(root);

    public string Writers => Path.Combine(Root, "writers");

    public string Segments => Path.Combine(Root, "segments");

    public string Days => Path.Combine(Root, "days");

    public string MaintenanceLock => Path.Combine(Root, "maintenance.lock");

    public string WriterLock(string writer) => Path.Combine(Writers, writer + ".lock");

    public string OpenSegment(string writer, int number) => Path.Combine(Segments, string.Create(CultureInfo.InvariantCulture, $"{writer}-{number:D8}{OpenSuffix}"));

    public static string Finished(string openSegment) => Path.ChangeExtension(openSegment, FinishedSuffix);

    public static string WriterOf(string segment) => Path.GetFileName(segment).Split('-')[0];

    public string Day(int day) => Path.Combine(Days, UnixDay.Date(day).ToString(DayFormat, CultureInfo.InvariantCulture));

    /// <summary>In order of name, which for one writer is the order of writing.</summary>
    public IReadOnlyList<string> SegmentFiles(string suffix) => Files(Segments, suffix);

    /// <summary>Parts by UTC day, days ascending.</summary>
    public IReadOnlyList<(int Day, string File)> PartFiles()
    {
        if (!Directory.Exists(Days))
            return [];
        return [.. Directory.EnumerateDirectories(Days).Select(f => (Folder: f, Day: DayOf(f))).Where(f => f.Day is not null)
            .OrderBy(f => f.Day).SelectMany(f => Files(f.Folder, PartSuffix).Select(p => (f.Day!.Value, p)))];
    }

    public IReadOnlyList<string> PartsOf(int day) => Files(Day(day), PartSuffix);

    /// <summary>What was being written aside when its writer died.</summary>
    public IEnumerable<string> AsideFiles() =>
        new[] { Segments, Days }.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*" + AsideSuffix, SearchOption.AllDirectories));

    private static IReadOnlyList<string> Files(string folder, string suffix) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*" + suffix).Order(StringComparer.Ordinal)] : [];

    private static int? DayOf(string folder) =>
        DateOnly.TryParseExact(Path.GetFileName(folder), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? UnixDay.Of(date) : null;
}
