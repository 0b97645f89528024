using System.Text;
using UserRep.LocalMesh.PubSub.Deliveries.Callbacks;

namespace UserRep.LocalMesh.Tests.PubSub.Callbacks;

public sealed class EventPartsTests
{
    [Fact]
    public void Attributes_HaveFields_TheRestAreExtensions()
    {
        var parts = Read("""
            {"id":"i","source":"s","type":"t","specversion":"1.0","datacontenttype":"application/json","data":{"n":1},"data_base64":null,
             "topic":"orders","time":"now","own":{"a":[1,true,null,"x"]},"n":1.5}
            """)!;
        Assert.Equal(("i", "s", "t", "1.0", "application/json", "{\"n\":1}"), (parts.Id, parts.Source, parts.Type, parts.SpecVersion, parts.DataContentType, parts.Data.ToStringUtf8()));
        Assert.Equal(["n", "own", "time", "topic"], parts.Extensions.Fields.Keys.Order());
        Assert.Equal(("orders", 1.5), (parts.Extensions.Fields["topic"].StringValue, parts.Extensions.Fields["n"].NumberValue));
        Assert.Equal("{ \"a\": [ 1, true, null, \"x\" ] }", parts.Extensions.Fields["own"].StructValue.ToString());
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", "\"text\"", "\"text\"")]
    [InlineData("APPLICATION/JSON", "12345678901234567890", "12345678901234567890")]
    [InlineData("application/cloudevents+json", "{ \"a\" : 1 }", "{ \"a\" : 1 }")]
    [InlineData("text/plain", "\"a\\u00e4\"", "aä")]
    [InlineData("application/xml", "\"<a/>\"", "<a/>")]
    [InlineData("application/json", "null", "")]
    public void Data_AreBytesByTheirContentType(string contentType, string json, string expected) => Assert.Equal(expected, DataOf(contentType, json));

    [Theory]
    [InlineData("application/x-own")]
    [InlineData("application/vnd.own+json")]
    [InlineData("")]
    public void Data_OfATypeThatDaprdDoesNotKnow_AreLeftOut(string contentType) => Assert.Equal("", DataOf(contentType, "\"text\""));

    [Theory]
    [InlineData("text/plain", "{\"a\":1}")]
    [InlineData("application/xml", "1")]
    [InlineData("text/plain", "\"\\ud800\"")]
    public void Data_ThatAreNotWhatTheTypeSays_CantBeSent(string contentType, string json) => Assert.Null(DataOf(contentType, json));

    [Fact]
    public void Base64_IsDecoded_OnlyWhereDaprdDoes()
    {
        const string Event = """{"datacontenttype":"application/octet-stream","data_base64":"AQI="}""";
        Assert.Equal([1, 2], Read(Event)!.Data.ToByteArray());
        Assert.Empty(EventParts.Read(Encoding.UTF8.GetBytes(Event), decodeBase64: false)!.Data);
        Assert.Null(Read("""{"data_base64":"***"}"""));
        Assert.Null(Read("""{"data_base64":1}"""));
    }

    [Fact]
    public void Attribute_ThatIsNoText_IsEmpty() => Assert.Equal(("", ""), (Read("""{"id":1}""")!.Id, Read("{}")!.Source));

    private static EventParts? Read(string json) => EventParts.Read(Encoding.UTF8.GetBytes(json), decodeBase64: true);

    private static string? DataOf(string contentType, string json) => Read($$"""{"datacontenttype":"{{contentType}}","data":{{json}}}""")?.Data.ToStringUtf8();
}
