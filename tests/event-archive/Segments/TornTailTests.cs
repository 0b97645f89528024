using UserRep.EventArchive.Segments;

namespace UserRep.EventArchive.Tests.Segments;

public sealed class TornTailTests : IDisposable
{
    private readonly TempArchive _archive = new();

    [Fact]
    public async Task Start_TornAtAnyByteOfTheLastRecord_CutsAndCountsTheTailAndLosesNothingElse()
    {
        var whole = File.ReadAllBytes(await _archive.WriteAndDieAsync(TempArchive.Events(0, 5)));
        var (offset, length) = SegmentScan.Of(whole).Payloads[^1];
        var last = offset - SegmentFormat.HeaderBytes;
        Assert.Equal(whole.Length, offset + length);
        for (var end = last; end <= whole.Length; end++)
        {
            using var torn = new TempArchive();
            Directory.CreateDirectory(torn.Folder.Segments);
            await File.WriteAllBytesAsync(torn.Folder.OpenSegment("dead", 0), whole[..end], TestContext.Current.CancellationToken);
            var expected = TempArchive.Events(0, end == whole.Length ? 5 : 4).ToList();
            Assert.Equal(expected, torn.Read());
            var result = await torn.Compactor().RunAsync(CancellationToken.None);
            Assert.Equal((1, end == whole.Length ? 0L : end - last, 0L), (result.Recovered, result.TornBytes, result.DamagedBytes));
            Assert.Equal(expected, torn.Read());
        }
    }

    [Fact]
    public async Task Start_ZeroesBehindTheLastRecord_AreCut()
    {
        var left = await _archive.WriteAndDieAsync(TempArchive.Events(0, 5));
        await using (var file = new FileStream(left, FileMode.Append))
            file.Write(new byte[4096]);
        Assert.Equal(4096, (await _archive.Compactor().RunAsync(CancellationToken.None)).TornBytes);
        Assert.Equal(TempArchive.Events(0, 5), _archive.Read());
    }

    [Fact]
    public async Task Start_DamageBeforeTheEnd_LosesOnlyTheRecordHit()
    {
        var left = await _archive.WriteAndDieAsync(TempArchive.Events(0, 5));
        var bytes = File.ReadAllBytes(left);
        var (offset, length) = SegmentScan.Of(bytes).Payloads[2];
        bytes[offset + length / 2] ^= 0xff;
        await File.WriteAllBytesAsync(left, bytes, TestContext.Current.CancellationToken);
        var result = await _archive.Compactor().RunAsync(CancellationToken.None);
        Assert.Equal((0L, (long)length + SegmentFormat.HeaderBytes), (result.TornBytes, result.DamagedBytes));
        Assert.Equal(["e00000", "e00001", "e00003", "e00004"], _archive.Ids());
    }

    [Fact]
    public async Task Start_SegmentOfALiveWriter_IsLeftAlone()
    {
        await using var writer = _archive.Writer();
        await TempArchive.AppendAsync(writer, TempArchive.Events(0, 5));
        var result = await _archive.Compactor().RunAsync(CancellationToken.None);
        Assert.Equal((0, 0), (result.Recovered, result.Segments));
        await TempArchive.AppendAsync(writer, TempArchive.Events(5, 5));
        Assert.Equal(TempArchive.Events(0, 10), _archive.Read());
    }

    public void Dispose() => _archive.Dispose();
}
