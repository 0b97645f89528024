namespace UserRep.EventArchive.Tests.Erasing;

public sealed class ArchiveEraserTests : IDisposable
{
    private static readonly IReadOnlySet<string> U1 = new HashSet<string> { "u1" };

    private readonly TempArchive _archive = new();

    [Fact]
    public async Task RemoveUsers_InDayFilesAndSegments_RemovesThemAndNobodyElse()
    {
        await FillAsync(_archive);
        var others = _archive.Read().Where(e => e.UserId != "u1").ToList();
        var result = await _archive.Eraser().RemoveUsersAsync(U1, CancellationToken.None);
        Assert.Equal((40L, 0), (result.Rows, result.OpenSegments.Count));
        Assert.Equal(new Dictionary<string, long> { ["u1"] = 40 }, result.RowsByUser);
        Assert.Equal(others, _archive.Read());
        Assert.Equal(0, (await _archive.Eraser().RemoveUsersAsync(U1, CancellationToken.None)).Files);
        // Nor do they come back.
        await _archive.Compactor().RunAsync(CancellationToken.None);
        Assert.Equal(others, _archive.Read());
    }

    [Fact]
    public async Task RemoveUsers_WhoAreAlone_LeaveNoFile()
    {
        await _archive.WriteAsync(TempArchive.Event("e", "u1"));
        await _archive.Compactor().RunAsync(CancellationToken.None);
        await _archive.WriteAsync(TempArchive.Event("f", "u1"));
        Assert.Equal((2L, 2), await RemovedAsync());
        Assert.Empty(_archive.Parts);
        Assert.Empty(_archive.FinishedSegments);

        async Task<(long, int)> RemovedAsync()
        {
            var result = await _archive.Eraser().RemoveUsersAsync(U1, CancellationToken.None);
            return (result.Rows, result.Files);
        }
    }

    [Fact]
    public async Task RemoveUsers_CrashAtEachStep_IsFinishedByTheNextCall()
    {
        var crashes = 0;
        for (var steps = 0; ; steps++)
        {
            using var archive = new TempArchive();
            await FillAsync(archive);
            var all = archive.Read();
            var others = all.Where(e => e.UserId != "u1").ToList();
            if (await Record.ExceptionAsync(() => archive.Eraser(new FaultyDisk { StepsLeft = steps }).RemoveUsersAsync(U1, CancellationToken.None)) is not IOException)
                break;
            crashes++;
            // Whoever reads in between misses nobody else's events.
            Assert.Equal(others, archive.Read().Where(e => e.UserId != "u1"));
            await archive.Eraser().RemoveUsersAsync(U1, CancellationToken.None);
            Assert.Equal(others, archive.Read());
        }
        Assert.InRange(crashes, 10, 100);
    }

    [Fact]
    public async Task RemoveUsers_SegmentOfALiveWriter_IsNamedUntilItIsFinished()
    {
        await using var writer = _archive.Writer();
        await TempArchive.AppendAsync(writer, TempArchive.Event("e", "u1"), TempArchive.Event("f", "u2"));
        var first = await _archive.Eraser().RemoveUsersAsync(U1, CancellationToken.None);
        Assert.Equal(0, first.Rows);
        var open = Assert.Single(first.OpenSegments);
        Assert.Equal(Path.GetFileNameWithoutExtension(_archive.OpenSegments[0]), open);
        await writer.FinishSegmentAsync(CancellationToken.None);
        var second = await _archive.Eraser().RemoveUsersAsync(U1, CancellationToken.None);
        Assert.Equal((1L, 0), (second.Rows, second.OpenSegments.Count));
        Assert.Equal(["f"], _archive.Ids());
    }

    public void Dispose() => _archive.Dispose();

    /// <summary>120 events of 3 users over 2 days: compacted, finished, and left open by a writer that died.</summary>
    private static async Task FillAsync(TempArchive archive)
    {
        await archive.WriteAsync(TempArchive.Events(0, 40, days: 2));
        await archive.Compactor().RunAsync(CancellationToken.None);
        await archive.WriteAsync(TempArchive.Events(40, 40, days: 2));
        await archive.WriteAndDieAsync(TempArchive.Events(80, 40, days: 2));
    }
}
