using System.IO.Compression;
using System.Text;
using UserRep.Trainer.EventFiles;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.Tests.EventFiles;

public class EventFileTests
{
    private const string Basic = """{ "source": "s", "user": "u", "item": "i", "time": { "column": "t", "format": "unix-seconds" }, "weight": "w" }""";

    [Theory]
    [InlineData("unix-seconds", "", "1365029107", 1365029107000)]
    [InlineData("unix-seconds", "", "1365029107.5", 1365029107500)]
    [InlineData("unix-milliseconds", "", "1365029107123", 1365029107123)]
    [InlineData("iso8601", "", "2013-04-03T22:45:07Z", 1365029107000)]
    [InlineData("iso8601", "", "2013-04-04T00:45:07+02:00", 1365029107000)]
    [InlineData("iso8601", "", "2013-04-03 22:45:07", 1365029107000)]
    [InlineData("yyyyMMdd HHmm", "", "20130403 2245", 1365029100000)]
    [InlineData("days", "2013-10-01", "-5", 1380153600000)]
    [InlineData("days", "2013-10-01", "0", 1380585600000)]
    public void Time_InEachFormat_IsRead(string format, string origin, string text, long expected)
    {
        using var folder = new TempFolder();
        var mapping = $$"""{ "user": "u", "item": "i", "time": { "column": "t", "format": "{{format}}"{{(origin == "" ? "" : $", \"origin\": \"{origin}\"")}} } }""";
        Assert.Equal(expected, Assert.Single(Opened.Read(folder, "u,i,t\na,b," + text, mapping).Events()).At);
    }

    [Theory]
    [InlineData(",b,1,1", "user")]
    [InlineData("a,,1,1", "item")]
    [InlineData("a,b,noon,1", "time 'noon'")]
    [InlineData("a,b,1e30,1", "time")]
    [InlineData("a,b,NaN,1", "time")]
    [InlineData("a,b,1,heavy", "weight 'heavy'")]
    [InlineData("a,b,1,Infinity", "weight")]
    [InlineData("a", "item")]
    [InlineData("\"a\"x,b,1,1", "quotes")]
    public void Row_ThatDoesNotFit_IsCountedWithLineAndReason(string row, string reason)
    {
        using var folder = new TempFolder();
        var file = Opened.Read(folder, $"u,i,t,w\ngood,b,5,\n{row}\ngood,c,6,2.5\n", Basic);
        Assert.Equal(["b", "c"], file.Events().Select(e => e.ItemId));
        Assert.Equal(2, file.Report.Accepted);
        Assert.Equal(1, file.Report.Refused);
        var refused = Assert.Single(file.Report.FirstRefused);
        Assert.Equal(3, refused.Line);
        Assert.Contains(reason, refused.Reason);
    }

    [Fact]
    public void Rows_Unsorted_AreReplayedByTimeThenRow()
    {
        using var folder = new TempFolder();
        var events = Opened.Read(folder, "u,i,t,w\na,late,9,\nb,first,3,4\nc,second,3,\n", Basic).Events().ToList();
        Assert.Equal(["first", "second", "late"], events.Select(e => e.ItemId));
        Assert.Equal(["s-2", "s-3", "s-1"], events.Select(e => e.EventId));
        Assert.Equal([4.0, null, null], events.Select(e => e.Weight));
        Assert.All(events, e => Assert.Equal("interact", e.Action));
    }

    [Fact]
    public void Gzip_UnderAnyName_IsReadByContent()
    {
        using var folder = new TempFolder();
        using (var stream = new GZipStream(File.Create(folder.File("plain.csv")), CompressionMode.Compress))
            stream.Write("u,i,t,w\na,b,1,2\n"u8);
        Assert.Equal("b", Assert.Single(Opened.Open(folder.File("plain.csv"), folder.Write("m.json", Basic)).Events()).ItemId);
    }

    [Fact]
    public void Gzip_CutShort_IsAFault()
    {
        using var folder = new TempFolder();
        var whole = new MemoryStream();
        using (var stream = new GZipStream(whole, CompressionMode.Compress, leaveOpen: true))
            stream.Write(Encoding.ASCII.GetBytes("u,i,t,w\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"u{i * 7919 % 10007},i{i},{i},1\n"))));
        File.WriteAllBytes(folder.File("e.gz"), whole.ToArray()[..(int)(whole.Length / 2)]);
        // .NET reads a cut gzip stream to its last whole block without complaint or fails: either way no event is made up.
        var file = EventFile.TryOpen(folder.File("e.gz"), folder.Write("m.json", Basic), out var faults, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(file is null ? faults.Count > 0 : file.Events().Count() < 20_000);
    }

    [Fact]
    public void LongDelimiterWithoutHeader_ColumnsByNumber_AreRead()
    {
        using var folder = new TempFolder();
        var mapping = """
            { "table": { "delimiter": "::", "header": false, "quotes": false }, "user": 0, "item": [1, 0], "time": { "column": 3, "format": "unix-seconds" }, "weight": 2,
              "action": { "column": 4 }, "playedMs": 5, "eventId": 6 }
            """;
        var e = Assert.Single(Opened.Read(folder, "u1::\"it::7::100::listen::2500::id-1\n", mapping).Events());
        Assert.Equal(("u1", "\"it:u1", 7.0, "listen", 2500L, "id-1"), (e.UserId, e.ItemId, e.Weight, e.Action, e.PlayedMs, e.EventId));
    }

    [Fact]
    public void JoinedFiles_WithWhere_GiveCategoriesAndProfiles()
    {
        using var folder = new TempFolder();
        folder.Write("items.csv", "id,kind,tags,course\ni1,book,a|b,A\ni2,film,c,B\n");
        folder.Write("users.csv", "id,region,course\nu1,north,A\nu2,,A\nu3,south,A\nu1,west,B\n");
        var mapping = """
            { "source": "s", "user": "u", "item": "i", "time": { "column": "t", "format": "unix-seconds" }, "where": { "c": "A" },
              "categories": { "file": "items.csv", "key": "id", "columns": ["kind", "tags"], "separator": "|", "where": { "course": "A" } },
              "names": { "file": "items.csv", "key": "id", "column": "kind" },
              "users": { "file": "users.csv", "key": "id", "attributes": { "region": "region" }, "where": { "course": "A" } } }
            """;
        var file = Opened.Read(folder, "u,i,t,c\nu1,i1,9,A\nu1,i2,5,A\nu2,i1,6,A\nu2,i9,1,B\n", mapping);
        Assert.Equal(1, file.Report.FilteredOut);
        Assert.Equal(["kind:book", "tags:a", "tags:b"], Assert.Single(file.ItemCategories).Value);
        Assert.Equal(("book", "film"), (file.ItemNames["i1"], file.ItemNames["i2"]));
        var events = file.Events().ToList();
        var profile = Assert.Single(events, e => e.Kind == SourceEventKind.Profile);
        Assert.Same(events[0], profile);
        Assert.Equal(("u1", 5_000L, "north"), (profile.UserId, profile.At, profile.Profile!["region"]));
    }

    [Fact]
    public void Parquet_RoundTrip_GivesTheSameEvents()
    {
        using var folder = new TempFolder();
        ParquetFile.Write(folder.File("e.dat"), [("a", "x", 5L, 1.5), ("b", "y", 3L, null)]);
        var events = Opened.Open(folder.File("e.dat"), folder.Write("m.json", Basic)).Events().ToList();
        Assert.Equal(["y", "x"], events.Select(e => e.ItemId));
        Assert.Equal([3_000L, 5_000L], events.Select(e => e.At));
        Assert.Equal([null, 1.5], events.Select(e => e.Weight));
    }

    [Theory]
    [InlineData("""{ "user": "nobody", "item": "i", "time": { "column": "t", "format": "iso8601" } }""", "no column 'nobody'")]
    [InlineData("""{ "user": 9, "item": "i", "time": { "column": "t", "format": "iso8601" } }""", "no column number 9")]
    [InlineData("""{ "user": "u", "item": "i", "time": { "column": "t", "format": "days" } }""", "origin")]
    [InlineData("""{ "user": "u", "item": "i" }""", "time")]
    [InlineData("""{ "user": "u", "item": "i", "time": { "column": "t", "format": "iso8601" }, "wieght": "w" }""", "wieght")]
    [InlineData("""{ "user": "u", "item": "i", "time": { "column": "t", "format": "iso8601" }, "where": { "c": "A" } }""", "no column 'c'")]
    [InlineData("""{ "user": "u", "item": "i", "time": { "column": "t", "format": "iso8601" }, "users": { "file": "none.csv", "key": "id", "attributes": { "a": "a" } } }""", "none.csv")]
    [InlineData("""{ "user": "u", """, "no mapping")]
    public void Mapping_ThatDoesNotFit_IsAFault(string mapping, string reason)
    {
        using var folder = new TempFolder();
        Assert.Null(EventFile.TryOpen(folder.Write("e.csv", "u,i,t,w\na,b,2020-01-01,1\n"), folder.Write("m.json", mapping), out var faults, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains(faults, f => f.Contains(reason));
    }

    [Fact]
    public void EventsFile_Missing_IsAFault()
    {
        using var folder = new TempFolder();
        Assert.Null(EventFile.TryOpen(folder.File("none.csv"), folder.Write("m.json", Basic), out var faults, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("none.csv", Assert.Single(faults));
    }

    [Fact]
    public void EventsFile_WithoutAnyGoodRow_IsAFault()
    {
        using var folder = new TempFolder();
        Assert.Null(EventFile.TryOpen(folder.Write("e.csv", "u,i,t,w\na,b,noon,1\n"), folder.Write("m.json", Basic), out var faults, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("noon", Assert.Single(faults));
    }

    [Fact]
    public void MovieTweetings_Whole_IsReadWithoutRefusals()
    {
        var path = RepoFiles.SharedData("movietweetings/ratings.dat");
        Assert.SkipWhen(path is null, "the shared data folder is absent");
        var file = Opened.Open(path!, RepoFiles.Mapping("movietweetings.json"));
        Assert.Equal((100_000, 0), (file.Report.Accepted, file.Report.Refused));
        Assert.Equal(100_000, file.Events().Count());
        Assert.Contains("Short", file.ItemCategories["0004936"]);
        Assert.Contains("(1915)", file.ItemNames["0004936"]);
    }

    [Fact]
    public void OuladSample_Whole_IsReadWithProfilesAndCategories()
    {
        var path = RepoFiles.SharedData("oulad/sample_AAA_2013J.csv.gz");
        Assert.SkipWhen(path is null, "the shared data folder is absent");
        var file = Opened.Open(path!, RepoFiles.Mapping("oulad-sample.json"));
        Assert.Equal((150_025, 0), (file.Report.Accepted, file.Report.Refused));
        Assert.Equal(["resource"], file.ItemCategories["546943"]);
        var profiles = file.Events().Where(e => e.Kind == SourceEventKind.Profile).ToList();
        Assert.Equal(378, profiles.Count);
        Assert.All(profiles, p => Assert.Contains("region", p.Profile!));
    }

    [Fact]
    public void OuladSample_ThroughTheMappingOfAllCourses_HasPersonsLabelsAndColdUsers()
    {
        var path = RepoFiles.SharedData("oulad/sample_AAA_2013J.csv.gz");
        Assert.SkipWhen(path is null, "the shared data folder is absent");
        var file = Opened.Open(path!, RepoFiles.Mapping("oulad.json"));
        Assert.Equal((150_025, 0), (file.Report.Accepted, file.Report.Refused));
        Assert.Equal(["resource"], file.ItemCategories["AAA:resource"]);
        Assert.Equal("11391", file.PersonOf("AAA:2013J:11391"));
        Assert.True(file.Labels.Outcomes["pass"]["AAA:2013J:11391"]);
        Assert.DoesNotContain("AAA:2013J:11391", file.Labels.Churn!);
        var events = file.Events().ToList();
        // 5 days before 1 October 2013.
        Assert.Equal(new DateTimeOffset(2013, 9, 26, 0, 0, 0, TimeSpan.Zero), events.First(e => e.UserId == "AAA:2013J:11391" && e.Kind == SourceEventKind.Interaction).Instant);
        // The users file has all courses, so most of its users do nothing in this one.
        Assert.True(events.Where(e => e.Kind == SourceEventKind.Profile).Select(e => e.UserId).Distinct().Count() > 30_000);
    }
}
