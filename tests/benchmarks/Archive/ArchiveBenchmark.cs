using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using UserRep.Contracts.Events;
using UserRep.EventArchive.Events;
using UserRep.EventArchive.Writing;

namespace UserRep.Benchmarks.Archive;

/// <summary>
/// Events a second that the archive takes, flushed, from as many shards at once as feature-ingest has by default, against a bare file to which the same
/// bytes are appended in as many groups, each flushed to disk.
/// </summary>
internal static class ArchiveBenchmark
{
    private const int Rounds = 15;
    private const int Shards = 16;
    private const int AppendsOfShard = 200;

    /// <summary>A delivery of 1,000 events, over the shards.</summary>
    private const int EventsOfAppend = 1000 / Shards;

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("userrep-archive-benchmark-");
        try
        {
            var batch = Enumerable.Range(0, EventsOfAppend).Select(Record).ToArray();
            var (events, bytes) = (Shards * AppendsOfShard * EventsOfAppend, (long)Shards * AppendsOfShard * batch.Sum(r => r.Length + 8L));
            Say($"{events:N0} events of {bytes / events} bytes in appends of {EventsOfAppend} from {Shards} shards at once");
            Say($"round  archive events/s  flushes  appends a flush  bare events/s  ratio");
            var (seconds, groups) = await AppendAsync(folder.FullName, batch);
            var ratios = new List<double>();
            for (var round = 1; round <= Rounds; round++)
            {
                // Right after one another and in turns first, so that whoever shares the disk slows both.
                var bareFirst = round % 2 == 0;
                var bare = bareFirst ? Bare(Path.Combine(folder.FullName, $"bare-{round}"), bytes, groups) : 0;
                (seconds, groups) = await AppendAsync(folder.FullName, batch);
                if (!bareFirst)
                    bare = Bare(Path.Combine(folder.FullName, $"bare-{round}"), bytes, groups);
                ratios.Add(bare / seconds);
                Say($"{round,5}  {events / seconds,16:N0}  {groups,7:N0}  {(double)Shards * AppendsOfShard / groups,15:F1}  {events / bare,13:N0}  {ratios[^1],5:F2}");
            }
            ratios.Sort();
            Say($"ratio {ratios[Rounds / 2]:F2} [{ratios[0]:F2} - {ratios[^1]:F2}]");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(double Seconds, long Groups)> AppendAsync(string folder, ByteString[] batch)
    {
        await using var writer = new ArchiveWriter(folder, new ArchiveWriterOptions(), TimeProvider.System);
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Shards).Select(async _ =>
        {
            for (var i = 0; i < AppendsOfShard; i++)
            {
                if ((await writer.AppendAsync(batch, CancellationToken.None)).Error is { } error)
                    throw new IOException(error);
            }
        }));
        return (Stopwatch.GetElapsedTime(begun).TotalSeconds, writer.Groups);
    }

    private static double Bare(string path, long bytes, long groups)
    {
        var group = new byte[bytes / groups];
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0);
        var begun = Stopwatch.GetTimestamp();
        for (var g = 0L; g < groups; g++)
        {
            file.Write(group);
            file.Flush(flushToDisk: true);
        }
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static ByteString Record(int number) => new ArchivedEvent
    {
        EventId = $"simulation-1-{number:D8}",
        UserId = $"u{number:D5}",
        At = 20_000 * UnixDay.MillisecondsPerDay + number,
        Interaction = new ArchivedInteraction { ItemId = $"track-{number:D5}", Action = "listen", PlayedMs = 181_000 },
    }.ToByteString();

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
