using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.EventArchive.Events;
using UserRep.FeatureIngest.Archiving;
using UserRep.Tests.Shared;

namespace UserRep.FeatureIngest.Tests.Archiving;

public sealed class ArchiveUpkeepTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("userrep-ingest-");

    [Fact]
    public async Task Upkeep_EachPeriod_CompactsAndGoesOnAfterAFailure()
    {
        var clock = new FakeTimeProvider();
        var instruments = new ArchiveInstruments(TestMeters.Factory());
        var options = Options.Create(new EventArchiveOptions { Enabled = true, Folder = _folder.FullName, CompactSeconds = 60 });
        await using var archive = new ServiceArchive(options, clock, instruments, NullLogger<ServiceArchive>.Instance);
        using var upkeep = new ArchiveUpkeep(archive, options, clock, instruments, NullLogger<ArchiveUpkeep>.Instance);
        await upkeep.StartAsync(TestContext.Current.CancellationToken);
        for (var day = 0; day < 2; day++)
        {
            await archive.AppendAsync([new ArchivedEvent { EventId = "e", UserId = "u", At = day * 86_400_000L, Profile = new ArchivedProfile() }.ToByteString()]);
            await PassesUntilAsync(clock, () => Directory.Exists(Days) && Directory.GetFiles(Days, "*.parquet", SearchOption.AllDirectories).Length == 1);
            Directory.Delete(Days, recursive: true);
            // A file where the folder should be: this run can't be finished, the next one can.
            await File.WriteAllTextAsync(Days, "", TestContext.Current.CancellationToken);
            await archive.AppendAsync([new ArchivedEvent { EventId = "f", UserId = "u", At = day * 86_400_000L, Profile = new ArchivedProfile() }.ToByteString()]);
            await PassesUntilAsync(clock, () => Directory.GetFiles(Path.Combine(_folder.FullName, "segments"), "*.seg").Length == 1);
            File.Delete(Days);
            await PassesUntilAsync(clock, () => Directory.Exists(Days) && Directory.GetFiles(Days, "*.parquet", SearchOption.AllDirectories).Length == 1);
            Directory.Delete(Days, recursive: true);
        }
        Assert.False(upkeep.ExecuteTask!.IsCompleted);
        await upkeep.StopAsync(TestContext.Current.CancellationToken);
    }

    private string Days => Path.Combine(_folder.FullName, "days");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Periods pass until it is so, or a deadline has come.</summary>
    private static async Task PassesUntilAsync(FakeTimeProvider clock, Func<bool> condition)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "the condition did not come true");
            clock.Advance(TimeSpan.FromSeconds(60));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
