namespace UserRep.Trainer.Tests.EventFiles;

public class JoinTests
{
    private const string Mapping = """
        { "source": "s",
          "joins": { "course": { "file": "courses.csv", "on": "c", "key": "id" }, "site": { "file": "sites.csv", "on": ["c", "site"] } },
          "user": ["c", "u"], "person": "u", "item": ["c", "site.kind"],
          "time": { "column": "day", "format": "days", "origin": { "column": "course.start" } } }
        """;

    [Fact]
    public void Columns_OfJoinedFiles_AreUsedLikeOwnOnes()
    {
        using var folder = Files();
        var events = Opened.Read(folder, "c,u,site,day\nA,1,7,0\nB,1,7,2\nA,2,8,1\n", Mapping).Events().ToList();
        Assert.Equal(["A:quiz", "A:page", "B:video"], events.Select(e => e.ItemId));
        Assert.Equal(["A:1", "A:2", "B:1"], events.Select(e => e.UserId));
        Assert.Equal([Day(2020, 1, 1), Day(2020, 1, 2), Day(2020, 3, 3)], events.Select(e => e.At));
    }

    [Fact]
    public void Users_OfOnePerson_AreTold()
    {
        using var folder = Files();
        var file = Opened.Read(folder, "c,u,site,day\nA,1,7,0\nB,1,7,2\nA,2,8,1\n", Mapping);
        Assert.Equal(["1", "1", "2"], new[] { "A:1", "B:1", "A:2" }.Select(file.PersonOf));
        Assert.Equal("stranger", file.PersonOf("stranger"));
    }

    [Fact]
    public void Row_WithoutPartner_IsRefusedWithTheFile()
    {
        using var folder = Files();
        var file = Opened.Read(folder, "c,u,site,day\nA,1,7,0\nA,1,99,0\nC,1,7,0\n", Mapping);
        Assert.Equal((1, 2), (file.Report.Accepted, file.Report.Refused));
        Assert.Equal([(3L, "sites.csv has no row with the key A:99"), (4L, "courses.csv has no row with the key C")], file.Report.FirstRefused.Select(r => (r.Line, r.Reason)));
    }

    [Fact]
    public void JoinedRow_ThatContradictsAnEarlierOne_IsRefused()
    {
        using var folder = Files();
        folder.Write("courses.csv", "id,start\nA,2020-01-01\nA,2020-01-01\nA,2021-01-01\nB,2020-03-01\n");
        var file = Opened.Read(folder, "c,u,site,day\nA,1,7,0\n", Mapping);
        Assert.Equal(Day(2020, 1, 1), Assert.Single(file.Events()).At);
        Assert.Equal(4, Assert.Single(file.Report.FirstRefused).Line);
    }

    [Fact]
    public void Origin_ThatIsNoDate_IsRefusedWithItsText()
    {
        using var folder = Files();
        folder.Write("courses.csv", "id,start\nA,spring\nB,2020-03-01\n");
        var file = Opened.Read(folder, "c,u,site,day\nA,1,7,0\nB,1,7,0\nA,2,7,0\n", Mapping);
        Assert.Equal((1, 2), (file.Report.Accepted, file.Report.Refused));
        Assert.All(file.Report.FirstRefused, r => Assert.Contains("origin 'spring'", r.Reason));
    }

    [Theory]
    [InlineData("\"site.kind\"", "\"site.colour\"", "sites.csv has no column 'colour'")]
    [InlineData("\"on\": \"c\"", "\"on\": \"course\"", "e.csv has no column 'course'")]
    [InlineData("courses.csv", "none.csv", "none.csv")]
    [InlineData("\"site\":", "\"site.x\":", "a dot")]
    public void Join_ThatDoesNotFit_IsAFault(string part, string instead, string reason)
    {
        using var folder = Files();
        Assert.Contains(Opened.Faults(folder, "c,u,site,day\nA,1,7,0\n", Mapping.Replace(part, instead)), f => f.Contains(reason));
    }

    private static TempFolder Files()
    {
        var folder = new TempFolder();
        folder.Write("courses.csv", "id,start\nA,2020-01-01\nB,2020-03-01\n");
        folder.Write("sites.csv", "c,site,kind\nA,7,quiz\nA,8,page\nB,7,video\n");
        return folder;
    }

    private static long Day(int year, int month, int day) => new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
