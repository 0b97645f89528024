using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Events;
using UserRep.EventArchive.Compaction;
using UserRep.EventArchive.Erasing;
using UserRep.EventArchive.Events;
using UserRep.EventArchive.Reading;
using UserRep.EventArchive.Writing;

namespace UserRep.EventArchive.Tests;

/// <summary>An archive folder, gone with the test, and what is done to it.</summary>
internal sealed class TempArchive : IDisposable
{
    public const int Today = 20_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("userrep-archive-");

    public string Path => _folder.FullName;

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(Today * UnixDay.MillisecondsPerDay));

    public ArchiveFolder Folder => new(Path);

    public IReadOnlyList<string> OpenSegments => Folder.SegmentFiles(ArchiveFolder.OpenSuffix);

    public IReadOnlyList<string> FinishedSegments => Folder.SegmentFiles(ArchiveFolder.FinishedSuffix);

    public IReadOnlyList<string> Parts => [.. Folder.PartFiles().Select(p => p.File)];

    public ArchiveWriter Writer(ArchiveWriterOptions? options = null, ArchiveDisk? disk = null) => new(Path, options ?? new ArchiveWriterOptions(), Clock, disk);

    public ArchiveCompactor Compactor(ArchiveDisk? disk = null, long smallBytes = 4 << 20) => new(Path, Clock, disk, smallBytes: smallBytes);

    public ArchiveEraser Eraser(ArchiveDisk? disk = null) => new(Path, Clock, disk);

    /// <summary>A writer that lives and ends, leaving one finished segment.</summary>
    public async Task WriteAsync(params IEnumerable<ArchivedEvent> events)
    {
        await using var writer = Writer();
        await AppendAsync(writer, events);
    }

    public static async Task AppendAsync(ArchiveWriter writer, params IEnumerable<ArchivedEvent> events)
    {
        var result = await writer.AppendAsync([.. events.Select(e => e.ToByteString())], CancellationToken.None);
        Assert.True(result.Durable, result.Error);
    }

    /// <summary>A writer that was killed with its segment open.</summary>
    public async Task<string> WriteAndDieAsync(params IEnumerable<ArchivedEvent> events)
    {
        using var other = new TempArchive();
        await using var writer = other.Writer();
        await AppendAsync(writer, events);
        Directory.CreateDirectory(Folder.Segments);
        var left = System.IO.Path.Combine(Folder.Segments, System.IO.Path.GetFileName(Assert.Single(other.OpenSegments)));
        File.Copy(other.OpenSegments[0], left);
        return left;
    }

    public List<ArchivedEvent> Read()
    {
        using var snapshot = ArchiveSnapshot.Open(Path);
        return [.. snapshot.Days.SelectMany(snapshot.Of)];
    }

    /// <summary>The ids of all events read, in order.</summary>
    public string[] Ids() => [.. Read().Select(e => e.EventId)];

    public static ArchivedEvent Event(string id, string user = "u", int day = Today, long ms = 0) => new()
    {
        EventId = id, UserId = user, At = day * UnixDay.MillisecondsPerDay + ms, Interaction = new ArchivedInteraction { ItemId = "item", Action = "listen" },
    };

    public static IEnumerable<ArchivedEvent> Events(int from, int count, int days = 1, int users = 3) =>
        Enumerable.Range(from, count).Select(i => Event($"e{i:D5}", $"u{i % users}", Today - i % days, i));

    public void Dispose() => _folder.Delete(recursive: true);
}
