using UserRep.Trainer.EventFiles;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.Tests.EventFiles;

public class UsersAndOnboardingTests
{
    private const string Head = """{ "source": "s", "user": "u", "item": "i", "time": { "column": "t", "format": "unix-seconds" }""";
    private const string Users = """
        , "users": { "file": "users.csv", "key": ["c", "id"], "attributes": { "region": "region" },
                     "time": { "column": "day", "format": "days", "origin": { "column": "start" } } }
        """;

    [Fact]
    public void Profiles_AreDatedByTheirTimeOrTheFirstEvent()
    {
        using var folder = new TempFolder();
        folder.Write("users.csv", "c,id,region,day,start\nA,1,north,-2,1970-01-11\nA,2,south,,1970-01-11\nA,3,east,4,1970-01-01\nA,4,west,,1970-01-11\n");
        var file = Opened.Read(folder, "u,i,t\nA:1,x,900000\nA:2,x,700\nA:2,x,600\n", Head + Users + "}");
        var profiles = file.Events().Where(e => e.Kind == SourceEventKind.Profile).Select(e => (e.UserId, e.At)).Order().ToList();
        // A:3 has a profile and no event; A:4 has no time either.
        Assert.Equal([("A:1", 8 * 86_400_000L), ("A:2", 600_000L), ("A:3", 4 * 86_400_000L)], profiles);
        Assert.Equal((1, 0), (file.Report.Undated, file.Report.Refused));
    }

    [Fact]
    public void Person_OfUserWithoutEvent_ComesFromTheUsersFile()
    {
        using var folder = new TempFolder();
        folder.Write("users.csv", "c,id,region,day,start,u\nA,1,north,1,1970-01-01,p\nA,3,east,4,1970-01-01,q\nA,3,east,5,1970-01-01,r\n");
        var file = Opened.Read(folder, "u,i,t\nA:1,x,9\n", $"{Head}, \"person\": \"u\"{Users} }}");
        Assert.Equal(("A:1", "q"), (file.PersonOf("A:1"), file.PersonOf("A:3")));
        Assert.Contains("another person", Assert.Single(file.Report.FirstRefused).Reason);
    }

    [Fact]
    public void Picks_ByAction_BecomeOneEventPerUserAndDay()
    {
        using var folder = new TempFolder();
        var mapping = Head + """, "action": { "column": "a" }, "onboarding": { "action": "pick" } }""";
        var events = Opened.Read(folder, "u,i,t,a\nm,x,100,pick\nm,y,160,pick\nm,x,170,pick\nm,z,90000,pick\nn,y,150,pick\nm,x,200,like\n", mapping).Events().ToList();
        Assert.Equal([("n", 150_000L, "y"), ("m", 170_000L, "x y"), ("m", 90_000_000L, "z")],
            events.Where(e => e.Kind == SourceEventKind.Onboarding).Select(e => (e.UserId, e.At, string.Join(' ', e.ItemIds!))));
        Assert.Equal(["like"], events.Where(e => e.Kind == SourceEventKind.Interaction).Select(e => e.Action));
        Assert.Equal(events.Count, events.Select(e => e.EventId).Distinct().Count());
    }

    [Fact]
    public void Picks_InAFile_AreGroupedByTheirEventId()
    {
        using var folder = new TempFolder();
        folder.Write("picks.csv", "id,who,what,at\np1,m,x,5\np1,m,y,5\np2,m,z,6\n,m,z,6\np3,m,,7\np4,m,z,noon\n");
        var mapping = Head + """
            , "onboarding": { "file": "picks.csv", "key": "who", "item": "what", "time": { "column": "at", "format": "unix-seconds" }, "eventId": "id" } }
            """;
        var file = Opened.Read(folder, "u,i,t\nm,x,1\n", mapping);
        Assert.Equal([("p1", "x y"), ("p2", "z")], file.Events().Where(e => e.Kind == SourceEventKind.Onboarding).Select(e => (e.EventId, string.Join(' ', e.ItemIds!))));
        Assert.Equal([5L, 6L, 7L], file.Report.FirstRefused.Select(r => r.Line));
    }

    [Fact]
    public void Picks_BeyondTheContract_AreRefused()
    {
        using var folder = new TempFolder();
        var mapping = Head + """, "action": { "column": "a" }, "onboarding": { "action": "pick" } }""";
        var picks = string.Concat(Enumerable.Range(0, 201).Select(i => $"m,x{i},5,pick\n"));
        var file = Opened.Read(folder, "u,i,t,a\nm,x,1,like\n" + picks, mapping);
        Assert.Equal(200, file.Events().Single(e => e.Kind == SourceEventKind.Onboarding).ItemIds!.Count);
        Assert.Equal(203, Assert.Single(file.Report.FirstRefused).Line);
    }

    [Theory]
    [InlineData("""{ "action": "pick", "file": "picks.csv" }""", "either an action or a file")]
    [InlineData("""{ "action": "pick" }""", "action that is a column")]
    [InlineData("""{ "file": "picks.csv" }""", "key, item and time")]
    public void Onboarding_ThatDoesNotFit_IsAFault(string onboarding, string reason)
    {
        using var folder = new TempFolder();
        Assert.Contains(Opened.Faults(folder, "u,i,t\nm,x,1\n", $"{Head}, \"onboarding\": {onboarding} }}"), f => f.Contains(reason));
    }

    [Fact]
    public void RefusedRows_BeyondTheLimit_AreAFaultWithCountAndReasons()
    {
        using var folder = new TempFolder();
        const string csv = "u,i,t\nm,x,1\nm,,2\nm,x,noon\n";
        var fault = Assert.Single(Opened.Faults(folder, csv, Head + "}", maxErrors: 1));
        Assert.Contains("2 rows were refused, at most 1", fault);
        Assert.Contains("line 3", fault);
        Assert.Contains("noon", fault);
        Assert.NotNull(EventFile.TryOpen(folder.File("e.csv"), folder.File("m.json"), out _, 2, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Simulated_IsAsTheMappingSays()
    {
        using var folder = new TempFolder();
        Assert.True(Opened.Read(folder, "u,i,t\nm,x,1\n", Head + ", \"simulated\": true }").Simulated);
        Assert.False(Opened.Read(folder, "u,i,t\nm,x,1\n", Head + "}").Simulated);
    }
}
