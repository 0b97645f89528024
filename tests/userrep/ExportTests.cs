using System.Globalization;
using System.IO.Compression;
using UserRep.Client;
using UserRep.Trainer.Exports;

namespace UserRep.Command.Tests;

public class ExportTests(TrainedFiles trained) : IClassFixture<TrainedFiles>
{
    [Fact]
    public async Task Export_OfLabels_IsStampedAndSigned()
    {
        using var folder = new TempFolder();
        var (user, at) = await FirstEventAsync();
        var labels = folder.Write("labels.csv", $"time,user_id,clicked,spent,note\n{After(at, 5)},{user},1,0.50,\"a, b\"\n{After(at, 1)},{user},0,,\n{After(at, -1)},{user},1,1,early\n2025-09-30T00:00:00Z,nobody,1,1,x\nsoon,{user},1,1,x\n");
        var ran = (await Export(labels, folder.File("set.parquet"), "--output", "json")).Succeeded();
        Assert.Equal((2, 3), (ran.Json.GetProperty("rows").GetInt32(), ran.Json.GetProperty("leftOut").GetInt32()));
        var (stamp, fault) = await TrainingSetFile.VerifyAsync(folder.File("set.parquet"), TestContext.Current.CancellationToken);
        Assert.Null(fault);
        Assert.Equal(("representation@v1", 8, "cosine", true, 2L), (stamp!.EncoderVersion, stamp.Dimension, stamp.Metric, stamp.Simulated, stamp.Rows));
        Assert.Equal(["clicked:whole", "spent:number", "note:text"], stamp.Columns);
        Assert.Equal(ran.Json.GetProperty("signature").GetString(), stamp.Signature);
    }

    [Fact]
    public async Task Export_WithLaterEventsAdded_GivesTheSameBytes()
    {
        using var folder = new TempFolder();
        var (user, at) = await FirstEventAsync();
        // On one day, with more to come on it.
        var labels = folder.Write("labels.csv", $"user_id,time\n{user},{At(at + 1)}\n{user},{At(at + 3_600_000)}\n");
        (await Export(labels, folder.File("before.parquet"))).Succeeded();
        var events = AddEvents(folder, $"x-1,{user},track-00001,like,{at + 3_600_000},,", $"x-2,{user},track-00002,like,{at + 3_600_001},9,", $"x-3,{user},track-00001,like,{at + 40 * 86_400_000L},,");
        (await Ran.Of("export", "--bundle", trained.Bundle, "--events", events, "--mapping", folder.File("data/mapping.json"), "--labels", labels, "--out", folder.File("after.parquet"))).Succeeded();
        Assert.Equal(File.ReadAllBytes(folder.File("before.parquet")), File.ReadAllBytes(folder.File("after.parquet")));

        // The same event a moment earlier does change the second row: the comparison above can fail.
        events = AddEvents(folder, $"x-1,{user},track-00001,like,{at + 3_599_999},,");
        (await Ran.Of("export", "--bundle", trained.Bundle, "--events", events, "--mapping", folder.File("data/mapping.json"), "--labels", labels, "--out", folder.File("earlier.parquet"))).Succeeded();
        Assert.NotEqual(File.ReadAllBytes(folder.File("before.parquet")), File.ReadAllBytes(folder.File("earlier.parquet")));
    }

    [Fact]
    public async Task Export_WithStamp_WritesTheHeadThatAClientReads()
    {
        using var folder = new TempFolder();
        var (user, at) = await FirstEventAsync();
        var labels = folder.Write("labels.csv", $"user_id,time\n{user},{At(at + 1)}\n");
        (await Export(labels, folder.File("set.parquet"), "--stamp", folder.File("set.json"))).Succeeded();
        var (stamp, _) = await TrainingSetFile.VerifyAsync(folder.File("set.parquet"), TestContext.Current.CancellationToken);
        var head = Head.FromStampFile(folder.File("set.json"));
        Assert.Equal((stamp!.EncoderVersion, stamp.EmbeddingSpaceId, stamp.Dimension), (head.EncoderVersion, head.EmbeddingSpaceId, head.Dimension));
        (await Export(labels, folder.File("set.parquet"), "--stamp", folder.File("nowhere/set.json"))).Refused("there is no folder");
    }

    [Fact]
    public async Task Stamp_OfAnotherContent_IsNoticed()
    {
        using var folder = new TempFolder();
        var (user, at) = await FirstEventAsync();
        (await Export(folder.Write("labels.csv", $"user_id,time,y\n{user},{At(at + 1)},1\n"), folder.File("set.parquet"))).Succeeded();
        var bytes = File.ReadAllBytes(folder.File("set.parquet"));
        var place = bytes.AsSpan().IndexOf("representation@v1"u8);
        bytes[place + "representation@v".Length] = (byte)'2';
        File.WriteAllBytes(folder.File("set.parquet"), bytes);
        var (stamp, fault) = await TrainingSetFile.VerifyAsync(folder.File("set.parquet"), TestContext.Current.CancellationToken);
        Assert.Null(stamp);
        Assert.Contains("signature", fault);
    }

    [Theory]
    [InlineData("user,time\na,2025-09-30\n", "user_id and time")]
    [InlineData("user_id,time,as_of\na,2025-09-30,1\n", "a column as_of")]
    [InlineData("user_id,time\na,noon\n", "isn't ISO 8601")]
    [InlineData("user_id,time\nnobody,2025-09-30\n", "no event before its time")]
    [InlineData("user_id,time\n", "no usable row")]
    public async Task Labels_WithoutAUsableRow_AreRefused(string csv, string reason)
    {
        using var folder = new TempFolder();
        (await Export(folder.Write("labels.csv", csv), folder.File("set.parquet"))).Refused(reason);
        Assert.False(File.Exists(folder.File("set.parquet")));
    }

    [Fact]
    public async Task Labels_BeyondMaxErrors_AreRefused()
    {
        using var folder = new TempFolder();
        var (user, at) = await FirstEventAsync();
        var labels = folder.Write("labels.csv", $"user_id,time\n{user},{At(at + 1)}\nnobody,2025-09-30\n");
        (await Export(labels, folder.File("set.parquet"), "--max-errors", "0")).Refused("1 label rows were refused", "line 3");
    }

    [Fact]
    public async Task Bundle_Missing_IsRefused() =>
        (await Ran.Of("export", "--bundle", "nowhere", "--events", trained.Events, "--mapping", trained.Mapping, "--labels", "l.csv", "--out", "nofolder/s.parquet")).Refused("no bundle", "no folder");

    private Task<Ran> Export(string labels, string file, params string[] more) =>
        Ran.Of(["export", "--bundle", trained.Bundle, "--events", trained.Events, "--mapping", trained.Mapping, "--labels", labels, "--out", file, .. more]);

    private async Task<(string User, long At)> FirstEventAsync()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(trained.Events), CompressionMode.Decompress));
        await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        var fields = (await reader.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(',');
        return (fields[1], long.Parse(fields[4], CultureInfo.InvariantCulture));
    }

    /// <summary>The files again, with more events in them.</summary>
    private string AddEvents(TempFolder folder, params string[] rows)
    {
        Directory.CreateDirectory(folder.File("data"));
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(trained.Events)!))
            File.Copy(file, folder.File("data/" + Path.GetFileName(file)), overwrite: true);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(trained.Events), CompressionMode.Decompress));
        File.WriteAllText(folder.File("data/events.csv.gz"), reader.ReadToEnd() + string.Concat(rows.Select(r => r + "\n")));
        return folder.File("data/events.csv.gz");
    }

    private static string At(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("O");

    private static string After(long at, int days) => At(at + days * 86_400_000L);
}
