using System.Net;
using System.Text;
using Dapr;
using Dapr.Client;
using Grpc.Core;
using UserRep.LocalMesh.PubSub;

namespace UserRep.LocalMesh.Tests.Sidecars;

public sealed class PublishCallsTests : IAsyncLifetime
{
    private TestMesh _mesh = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _mesh = await TestMesh.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task PublishEvent_PassesDataTypeMetadataAndCaller()
    {
        using var dapr = _mesh.Dapr();
        await dapr.PublishEventAsync("pubsub", "user-events", new { n = 1 }, new Dictionary<string, string> { ["ttlInSeconds"] = "5" }, Token);
        var (app, pubsub, topic, entries) = Assert.Single(_mesh.Publisher.Calls);
        var entry = Assert.Single(entries);
        Assert.Equal((TestMesh.Caller, "pubsub", "user-events"), (app, pubsub, topic));
        Assert.Equal("application/json", entry.ContentType);
        Assert.Equal("{\"n\":1}", Encoding.UTF8.GetString(entry.Data.Span));
        Assert.Equal("5", entry.Metadata["ttlInSeconds"]);
    }

    [Fact]
    public async Task BulkPublishEvent_PassesEveryEntry()
    {
        using var dapr = _mesh.Dapr();
        var response = await dapr.BulkPublishEventAsync("pubsub", "t", [1, 2, 3], new Dictionary<string, string> { ["m"] = "x" }, Token);
        Assert.Empty(response.FailedEntries);
        var entries = Assert.Single(_mesh.Publisher.Calls).Entries;
        Assert.Equal(3, entries.Select(e => e.EntryId).Distinct().Count());
        Assert.Equal(["1", "2", "3"], entries.Select(e => Encoding.UTF8.GetString(e.Data.Span)));
        Assert.All(entries, e => Assert.Equal("x", e.Metadata["m"]));
    }

    [Fact]
    public async Task Http_Publish_TakesBytesTypeTraceAndQueryMetadata()
    {
        using var http = _mesh.Http();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1.0/publish/pubsub/a/b?metadata.rawPayload=true&x=y")
        {
            Content = new StringContent("hi", Encoding.UTF8, "text/plain"),
            Headers = { { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" } },
        };
        Assert.Equal(HttpStatusCode.NoContent, (await http.SendAsync(request, Token)).StatusCode);
        var call = Assert.Single(_mesh.Publisher.Calls);
        var entry = Assert.Single(call.Entries);
        Assert.Equal("a/b", call.Topic);
        Assert.Equal("true", Assert.Single(entry.Metadata).Value);
        Assert.Equal("text/plain; charset=utf-8", entry.ContentType);
        Assert.StartsWith("00-0af", entry.TraceParent);
    }

    [Theory]
    [InlineData("/v1.0/publish/bulk/pubsub/t")]
    [InlineData("/v1.0-alpha1/publish/bulk/pubsub/t")]
    public async Task Http_Bulk_DecodesEachEntryByItsType(string path)
    {
        const string body = """
            [{"entryId":"1","event":{"a":"é"},"contentType":"application/json"},
             {"entryId":"2","event":"text","contentType":"text/plain","metadata":{"k":"v"}},
             {"entryId":"3","event":"AP8=","contentType":"application/octet-stream"}]
            """;
        using var http = _mesh.Http();
        Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsync(path, new StringContent(body), Token)).StatusCode);
        var entries = Assert.Single(_mesh.Publisher.Calls).Entries;
        Assert.Equal("{\"a\":\"é\"}", Encoding.UTF8.GetString(entries[0].Data.Span));
        Assert.Equal("text", Encoding.UTF8.GetString(entries[1].Data.Span));
        Assert.Equal("v", entries[1].Metadata["k"]);
        Assert.Equal(new byte[] { 0, 255 }, entries[2].Data.ToArray());
    }

    [Theory]
    [InlineData("""[{"entryId":"1","event":1,"contentType":"application/json"},{"entryId":"1","event":2,"contentType":"application/json"}]""")]
    [InlineData("""[{"entryId":"","event":1,"contentType":"application/json"}]""")]
    [InlineData("""[{"entryId":"1","event":"*","contentType":"application/octet-stream"}]""")]
    [InlineData("[]")]
    public async Task Http_BulkWithBadEntries_IsRefused(string body)
    {
        using var http = _mesh.Http();
        var response = await http.PostAsync("/v1.0/publish/bulk/pubsub/t", new StringContent(body), Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("ERR_PUBSUB_EVENTS_SER", await response.Content.ReadAsStringAsync(Token));
        Assert.Empty(_mesh.Publisher.Calls);
    }

    [Theory]
    [InlineData(PublishStatusCase.PubSubNotFound, 404, "ERR_PUBSUB_NOT_FOUND", StatusCode.InvalidArgument)]
    [InlineData(PublishStatusCase.TopicEmpty, 404, "ERR_TOPIC_NAME_EMPTY", StatusCode.InvalidArgument)]
    [InlineData(PublishStatusCase.TopicForbidden, 403, "ERR_PUBSUB_FORBIDDEN", StatusCode.PermissionDenied)]
    [InlineData(PublishStatusCase.BrokerError, 500, "ERR_PUBSUB_PUBLISH_MESSAGE", StatusCode.Internal)]
    [InlineData(PublishStatusCase.BadEntries, 400, "ERR_PUBSUB_EVENTS_SER", StatusCode.InvalidArgument)]
    public async Task Outcome_HasItsCodesOnBothSurfaces(PublishStatusCase status, int http, string errorCode, StatusCode grpc)
    {
        _mesh.Publisher.Outcome = new PublishOutcome((PublishStatus)status, "why");
        using var client = _mesh.Http();
        var response = await client.PostAsync("/v1.0/publish/pubsub/t", new StringContent("x"), Token);
        Assert.Equal(http, (int)response.StatusCode);
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.Contains($"\"errorCode\":\"{errorCode}\"", body);
        Assert.Contains("google.rpc.ErrorInfo", body);
        using var dapr = _mesh.Dapr();
        var failure = await Assert.ThrowsAsync<DaprException>(() => dapr.PublishEventAsync("pubsub", "t", 1, Token));
        Assert.Equal(grpc, Assert.IsType<RpcException>(failure.InnerException).StatusCode);
    }

    // A public theory can't name the internal enum; the numbers are the same.
    public enum PublishStatusCase
    {
        PubSubNotFound = PublishStatus.PubSubNotFound,
        TopicEmpty = PublishStatus.TopicEmpty,
        TopicForbidden = PublishStatus.TopicForbidden,
        BrokerError = PublishStatus.BrokerError,
        BadEntries = PublishStatus.BadEntries,
    }
}
