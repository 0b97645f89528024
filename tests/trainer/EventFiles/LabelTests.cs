namespace UserRep.Trainer.Tests.EventFiles;

public class LabelTests
{
    private const string Events = "u,i,t\na,x,100\nb,x,200\n";
    private const string Customers = "id,status,left,region\na,good,,north\nb,bad,86400,south\nc,,,east\nd,odd,172800,west\n";
    private const string Head = """{ "source": "s", "user": "u", "item": "i", "time": { "column": "t", "format": "unix-seconds" }, """;
    private const string Labels = """
        "labels": { "file": "customers.csv", "key": "id", "outcomes": { "ok": { "column": "status", "positive": ["good"] } },
                    "churn": { "column": "left", "format": "unix-seconds" } }
        """;

    [Fact]
    public void Outcomes_WithoutNegative_TakeEveryOtherValueAsNo()
    {
        using var folder = Folder();
        var labels = Opened.Read(folder, Events, $"{Head}{Labels} }}").Labels;
        Assert.Equal([("a", true), ("b", false), ("d", false)], labels.Outcomes["ok"].Select(o => (o.Key, o.Value)).Order());
        Assert.Equal([("b", 86_400_000L), ("d", 172_800_000L)], labels.Churn!.Select(c => (c.Key, c.Value)).Order());
    }

    [Fact]
    public void Outcomes_WithNegative_LeaveTheRestUnknown()
    {
        using var folder = Folder();
        var mapping = $"{Head}{Labels.Replace("[\"good\"]", "[\"good\"], \"negative\": [\"bad\"]")} }}";
        Assert.Equal([("a", true), ("b", false)], Opened.Read(folder, Events, mapping).Labels.Outcomes["ok"].Select(o => (o.Key, o.Value)).Order());
    }

    [Fact]
    public void Label_ThatContradictsAnEarlierRow_IsRefused()
    {
        using var folder = Folder();
        folder.Write("customers.csv", Customers + "a,bad,,north\nb,bad,99,south\n");
        var file = Opened.Read(folder, Events, $"{Head}{Labels} }}");
        Assert.True(file.Labels.Outcomes["ok"]["a"]);
        Assert.Equal([6L, 7L], file.Report.FirstRefused.Select(r => r.Line));
    }

    [Theory]
    [InlineData("""{ "file": "customers.csv", "key": "id", "attributes": { "region": "region", "state": "status" } }""", "'status' is the label ok")]
    [InlineData("""{ "file": "./customers.csv", "key": 0, "attributes": { "state": 1 } }""", "'status' is the label ok")]
    [InlineData("""{ "file": "customers.csv", "key": "id", "attributes": { "gone": ["region", "left"] } }""", "'left' is the label churn")]
    [InlineData("""{ "file": "customers.csv", "key": "id", "attributes": { "region": "region" }, "time": { "column": "left", "format": "unix-seconds" } }""", "'left' is the label churn")]
    public void Label_AlsoMappedAsInput_IsAFault(string users, string reason)
    {
        using var folder = Folder();
        Assert.Contains(reason, Assert.Single(Opened.Faults(folder, Events, $"{Head}{Labels}, \"users\": {users} }}")));
    }

    [Fact]
    public void Label_JoinedIntoTheEvents_IsAFault()
    {
        using var folder = Folder();
        var mapping = $"{Head}{Labels}, \"joins\": {{ \"who\": {{ \"file\": \"customers.csv\", \"on\": \"u\", \"key\": \"id\" }} }}, \"action\": {{ \"column\": \"who.status\" }} }}";
        Assert.Contains("'status' is the label ok", Assert.Single(Opened.Faults(folder, Events, mapping)));
    }

    [Theory]
    [InlineData("""{ "file": "customers.csv", "key": "id" }""", "neither outcomes nor churn")]
    [InlineData("""{ "file": "customers.csv", "key": "id", "outcomes": { "ok": { "column": "status", "positive": [] } } }""", "positive is empty")]
    [InlineData("""{ "file": "customers.csv", "key": "id", "outcomes": { "ok": { "column": "status", "positive": ["a"], "negative": ["a"] } } }""", "both positive and negative")]
    [InlineData("""{ "file": "customers.csv", "key": "id", "churn": { "column": "left", "format": "days" } }""", "labels.churn.origin")]
    public void Labels_ThatDoNotFit_AreAFault(string labels, string reason)
    {
        using var folder = Folder();
        Assert.Contains(reason, Assert.Single(Opened.Faults(folder, Events, $"{Head}\"labels\": {labels} }}")));
    }

    private static TempFolder Folder()
    {
        var folder = new TempFolder();
        folder.Write("customers.csv", Customers);
        return folder;
    }
}
