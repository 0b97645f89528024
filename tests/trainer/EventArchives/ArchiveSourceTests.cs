using UserRep.EventArchive;
using UserRep.EventArchive.Compaction;
using UserRep.Tests.Shared.Archives;
using UserRep.Trainer.EventArchives;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;

namespace UserRep.Trainer.Tests.EventArchives;

public sealed class ArchiveSourceTests : IDisposable
{
    private static readonly Simulator s_world = new(new SimulatorOptions { Users = 60, Items = 50, Days = 30, Seed = 3 });

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_OfAnArchive_AreThoseThatWentIn(bool compacted)
    {
        var events = s_world.Events().ToArray();
        // By two writers, out of order, and a part of it twice.
        await SimulatedArchive.WriteAsync(_folder.Path, events.Reverse());
        await SimulatedArchive.WriteAsync(_folder.Path, events.Where((_, i) => i % 3 == 0));
        if (compacted)
            await new ArchiveCompactor(_folder.Path, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
        using var source = Open();
        Assert.Equal(source.Events().Select(e => e.At), source.Events().Select(e => e.At).Order());
        Assert.Equal(events.Length, source.Events().Count());
        Assert.Equal(Log(s_world).Fingerprint, Log(source).Fingerprint);
        Assert.Equal(((IEventSource)s_world).Span(), source.Span());
        Assert.Equal(30, source.Days);
        Assert.Empty(source.ItemCategories);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Simulated_IsAsTheArchivesNoteSays(bool simulated)
    {
        await SimulatedArchive.WriteAsync(_folder.Path, s_world.Events().Take(5));
        if (simulated)
            new ArchiveNote(Simulated: true).Write(_folder.Path);
        using var source = Open();
        Assert.Equal(simulated, source.Simulated);
    }

    [Fact]
    public async Task Categories_OfAWholeMappingOrOfOnlyThem_AreThoseOfTheItems()
    {
        using var files = new TempFolder();
        var written = SimulatedFiles.Write(s_world, files.Path, "csv", cancellationToken: TestContext.Current.CancellationToken);
        await SimulatedArchive.WriteAsync(_folder.Path, s_world.Events().Take(5));
        using var whole = Open(written.MappingPath);
        Assert.Equal(s_world.ItemCategories.OrderBy(c => c.Key), whole.ItemCategories.OrderBy(c => c.Key));
        // The mapping says that its data are made up.
        Assert.True(whole.Simulated);
        using var only = Open(files.Write("items.json", """{ "categories": { "file": "items.csv", "key": "item", "columns": ["category"] } }"""));
        Assert.Equal(s_world.ItemCategories.OrderBy(c => c.Key), only.ItemCategories.OrderBy(c => c.Key));
        Assert.False(only.Simulated);
    }

    [Theory]
    [InlineData("""{ "user": "u" }""", "no mapping with categories")]
    [InlineData("""{ "categories": { "file": "nowhere.csv", "key": "item", "columns": ["category"] } }""", "nowhere.csv")]
    [InlineData("""{ "categories": { "file": "items.csv", "key": "item", "columns": ["category"] } }""", "names no item")]
    public async Task Mapping_WithoutCategoriesToBeHad_IsRefused(string mapping, string reason)
    {
        _folder.Write("items.csv", "item,category\n");
        await SimulatedArchive.WriteAsync(_folder.Path, s_world.Events().Take(5));
        Assert.Null(ArchiveSource.TryOpen(_folder.Path, _folder.Write("m.json", mapping), out var faults));
        Assert.Contains(reason, Assert.Single(faults));
    }

    [Fact]
    public void Open_FolderMissingOrEmpty_IsRefused()
    {
        Assert.Null(ArchiveSource.TryOpen(_folder.Path, null, out var faults));
        Assert.Contains("has no events", Assert.Single(faults));
        Assert.Null(ArchiveSource.TryOpen(_folder.File("nowhere"), null, out faults));
        Assert.Contains("there is no archive folder", Assert.Single(faults));
    }

    public void Dispose() => _folder.Dispose();

    private ArchiveSource Open(string? mapping = null)
    {
        var source = ArchiveSource.TryOpen(_folder.Path, mapping, out var faults);
        Assert.Empty(faults);
        return source!;
    }

    private static EventLog Log(IEventSource source) => EventLogReader.Read(source.Events(), s_world.End, _ => { }, TestContext.Current.CancellationToken);
}
