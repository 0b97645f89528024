using Google.Protobuf;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.EventArchive.Erasing;
using UserRep.EventArchive.Events;
using UserRep.EventArchive.Reading;
using UserRep.FeatureIngest.Archiving;
using UserRep.Tests.Shared;

namespace UserRep.FeatureIngest.Tests.Archiving;

public sealed class ServiceArchiveTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"userrep-ingest-{Guid.NewGuid():N}");
    private readonly ServiceArchive _archive;

    public ServiceArchiveTests() => _archive = Archive(enabled: true);

    [Fact]
    public async Task Append_FolderMissing_FailsAndHealthSaysWhyUntilItIsThere()
    {
        var health = new ArchiveHealth(_archive);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
        var fault = await Assert.ThrowsAsync<IOException>(() => _archive.AppendAsync([Record("e")]));
        Assert.Contains("there is no archive folder", fault.Message);
        var check = await CheckAsync();
        Assert.Equal(HealthStatus.Unhealthy, check.Status);
        Assert.Contains(_folder, check.Description);
        // Without any event: a sidecar may hold back deliveries from an app that isn't healthy.
        Directory.CreateDirectory(_folder);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
        await _archive.AppendAsync([Record("e")]);
        Assert.Equal(["e"], Ids());

        Task<HealthCheckResult> CheckAsync() => health.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Compact_OwnOpenSegment_IsFinishedAndCompacted()
    {
        Directory.CreateDirectory(_folder);
        await _archive.AppendAsync([Record("e"), Record("f")]);
        Assert.Equal((1, 2L), await CompactedAsync());
        Assert.Equal(["e", "f"], Ids());
        Assert.Equal((0, 0L), await CompactedAsync());

        async Task<(int, long)> CompactedAsync()
        {
            var result = await _archive.CompactAsync(TestContext.Current.CancellationToken);
            return (result.Segments, result.Rows);
        }
    }

    [Fact]
    public async Task RemoveUsers_InTheOwnOpenSegment_AreRemovedAtOnce()
    {
        Directory.CreateDirectory(_folder);
        await _archive.AppendAsync([Record("e", "u"), Record("f", "v")]);
        var result = await _archive.RemoveUsersAsync(new HashSet<string> { "u" }, TestContext.Current.CancellationToken);
        Assert.Equal((1L, 0), (result.Rows, result.OpenSegments.Count));
        Assert.Equal(["f"], Ids());
    }

    [Fact]
    public async Task RemoveUsers_AfterItWasSwitchedOff_AreRemovedFromWhatIsThere()
    {
        await using var off = Archive(enabled: false);
        Assert.Equal(0, (await RemoveAsync()).Files);
        Directory.CreateDirectory(_folder);
        await _archive.AppendAsync([Record("e", "u"), Record("f", "v")]);
        await _archive.CompactAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, (await RemoveAsync()).Rows);
        Assert.Equal(["f"], Ids());

        Task<RemovalResult> RemoveAsync() => off.RemoveUsersAsync(new HashSet<string> { "u" }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Disabled_TouchesNothing()
    {
        await using var off = Archive(enabled: false);
        Assert.False(off.Enabled);
        await off.AppendAsync([Record("e")]);
        Assert.Null(await off.FaultAsync(TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(_folder));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _archive.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private ServiceArchive Archive(bool enabled) =>
        new(Options.Create(new EventArchiveOptions { Enabled = enabled, Folder = _folder }), TimeProvider.System, new ArchiveInstruments(TestMeters.Factory()), NullLogger<ServiceArchive>.Instance);

    private string[] Ids()
    {
        using var snapshot = ArchiveSnapshot.Open(_folder);
        return [.. snapshot.Days.SelectMany(snapshot.Of).Select(e => e.EventId)];
    }

    private static ByteString Record(string id, string user = "u") =>
        new ArchivedEvent { EventId = id, UserId = user, At = UnixDay.MillisecondsPerDay, Interaction = new ArchivedInteraction { ItemId = "i", Action = "like" } }.ToByteString();
}
