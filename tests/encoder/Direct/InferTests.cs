using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace UserRep.Encoder.Tests.Direct;

/// <summary>The Open Inference Protocol v2, over HTTP.</summary>
public class InferTests(TinyBundles bundles)
{
    private const string Path = "/v2/models/representation/versions/1/infer";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, "1")]
    [InlineData(true, "v1")]
    public async Task Infer_RowsFlatOrNested_AreTheVectorsOfTheServingSession(bool nested, string version)
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: [1, 2]);
        var loaded = host.Live.Current!.Find("representation@v1")!;
        var rows = Rows(3, loaded.Features.Width);
        object data = nested ? rows.Chunk(loaded.Features.Width) : rows;
        using var response = await host.Http.PostAsJsonAsync($"/v2/models/representation/versions/{version}/infer",
            new { id = "a", inputs = new[] { new { name = "features", datatype = "FP32", shape = new[] { 3, loaded.Features.Width }, data } } }, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var output = answer.GetProperty("outputs")[0];
        Assert.Equal(("representation", "1", "a"), (answer.GetProperty("model_name").GetString(), answer.GetProperty("model_version").GetString(), answer.GetProperty("id").GetString()));
        Assert.Equal(loaded.Manifest.EmbeddingSpaceId, answer.GetProperty("parameters").GetProperty("embedding_space_id").GetString());
        Assert.Equal(("embedding", "FP32"), (output.GetProperty("name").GetString(), output.GetProperty("datatype").GetString()));
        Assert.Equal([3, loaded.Dimension], output.GetProperty("shape").Deserialize<int[]>()!);
        var expected = new float[3 * loaded.Dimension];
        loaded.Run(rows, expected, 3);
        Assert.Equal(expected, output.GetProperty("data").Deserialize<float[]>()!, (x, y) => Math.Abs(x - y) < 1e-5);
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("{}", "inputs must be one tensor")]
    [InlineData("""{"inputs":[{},{}]}""", "inputs must be one tensor")]
    [InlineData("""{"id":7,"parameters":[],"outputs":[{"name":"loss"}],"inputs":[{"name":"x","datatype":"INT64","shape":[0,3],"data":7}]}""",
        "id must be a string", "parameters must be an object", "must name embedding only", "name must be features", "datatype must be FP32", "0 rows", "3 columns", "data must be an array")]
    [InlineData("""{"inputs":[{"name":"features","datatype":"FP32","shape":[2.5,"W"],"data":[]}]}""", "shape must be [rows")]
    [InlineData("""{"inputs":[{"name":"features","datatype":"FP32","shape":[1,WIDTH],"data":[1,2]}]}""", "data has 2 values")]
    [InlineData("""{"inputs":[{"name":"features","datatype":"FP32","shape":[1,WIDTH],"data":[1,"2"]}]}""", "finite numbers")]
    [InlineData("""{"inputs":[{"name":"features","datatype":"FP32","shape":[1,WIDTH],"data":[1e99]}]}""", "finite numbers")]
    [InlineData("""{"inputs":[{"name":"features","datatype":"FP32","shape":[257,WIDTH],"data":[]}]}""", "257 rows, must have 1 to 256")]
    public async Task Infer_BadTensors_NamesEveryFault(string body, params string[] faults)
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 1);
        body = body.Replace("WIDTH", host.Live.Current!.Loaded[0].Features.Width.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var response = await host.Http.PostAsync(Path, new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), Cancel);
        var error = await ErrorAsync(response, HttpStatusCode.BadRequest);
        Assert.All(faults, f => Assert.Contains(f, error));
    }

    [Theory]
    [InlineData("operator", "/v2/models/ranker/versions/1/infer", HttpStatusCode.NotFound)]
    [InlineData("operator", "/v2/models/representation/versions/9/infer", HttpStatusCode.NotFound)]
    [InlineData("operator", "/v2/models/representation/versions/newest/infer", HttpStatusCode.NotFound)]
    [InlineData("operator", "/v2/models/representation/infer", HttpStatusCode.BadRequest)]
    [InlineData("stranger", Path, HttpStatusCode.Forbidden)]
    [InlineData(null, Path, HttpStatusCode.Forbidden)]
    public async Task Infer_WrongNameOrCaller_IsTheProtocolsError(string? caller, string path, HttpStatusCode status)
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 1);
        using var client = host.Client(caller);
        await ErrorAsync(await client.PostAsJsonAsync(path, Body(host, 1), Cancel), status);
    }

    [Fact]
    public async Task Infer_ByAnAppIdThatIsConfigured_IsAnswered()
    {
        await using var host = await EncoderHost.StartAsync(bundles, new EncoderOptions { DirectAppIds = ["try-out"] }, versions: 1);
        using var client = host.Client("try-out");
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync(Path, Body(host, 1), Cancel)).StatusCode);
    }

    [Fact]
    public async Task Infer_TheQueueIsFull_IsToldAtOnceAndSaysWhenToTryAgain()
    {
        await using var host = await EncoderHost.StartAsync(bundles, new EncoderOptions { QueueLimit = 1 }, queueRuns: false, versions: 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        // Nobody runs the queue. Whichever of the two comes second is refused; the other waits.
        var both = Enumerable.Range(0, 2).Select(_ => host.Http.PostAsJsonAsync(Path, Body(host, 1), stop.Token)).ToArray();
        using var refused = await await Task.WhenAny(both).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Contains("try again", await ErrorAsync(refused, HttpStatusCode.ServiceUnavailable));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Metadata_OfServerModelAndVersion_IsTheProtocols()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: [1, 2]);
        using var anyone = host.Client(null);
        Assert.Equal("userrep-encoder", (await anyone.GetFromJsonAsync<JsonElement>("/v2", Cancel)).GetProperty("name").GetString());
        var model = await anyone.GetFromJsonAsync<JsonElement>("/v2/models/representation", Cancel);
        Assert.Equal(["1", "2"], model.GetProperty("versions").Deserialize<string[]>()!);
        Assert.Equal(0, model.GetProperty("inputs").GetArrayLength());
        var version = await anyone.GetFromJsonAsync<JsonElement>("/v2/models/representation/versions/2", Cancel);
        var loaded = host.Live.Current!.Find("representation@v2")!;
        Assert.Equal([-1, loaded.Features.Width], version.GetProperty("inputs")[0].GetProperty("shape").Deserialize<int[]>()!);
        Assert.Equal([-1, loaded.Dimension], version.GetProperty("outputs")[0].GetProperty("shape").Deserialize<int[]>()!);
        await ErrorAsync(await anyone.GetAsync("/v2/models/ranker", Cancel), HttpStatusCode.NotFound);
        await ErrorAsync(await anyone.GetAsync("/v2/models/representation/versions/3", Cancel), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Health_BeforeAndAfterVersionsAreKnown_IsLiveAndThenReady()
    {
        await using var host = await EncoderHost.StartAsync(bundles);
        using var anyone = host.Client(null);
        host.Live.Current = null;
        Assert.Equal(HttpStatusCode.OK, (await anyone.GetAsync("/v2/health/live", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await anyone.GetAsync("/v2/health/ready", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await anyone.GetAsync("/v2/models/representation/versions/1/ready", Cancel)).StatusCode);
        host.Apply(bundles, 2, 1);
        foreach (var path in new[] { "/v2/health/ready", "/v2/models/representation/ready", "/v2/models/representation/versions/1/ready" })
            Assert.Equal(HttpStatusCode.OK, (await anyone.GetAsync(path, Cancel)).StatusCode);
    }

    internal static object Body(EncoderHost host, int rows) => Body(rows, host.Live.Current!.Loaded[0].Features.Width);

    internal static object Body(int rows, int width) => new { inputs = new[] { new { name = "features", datatype = "FP32", shape = new[] { rows, width }, data = Rows(rows, width) } } };

    internal static float[] Rows(int rows, int width)
    {
        var random = new Random(rows);
        return [.. Enumerable.Range(0, rows * width).Select(_ => (float)random.NextDouble())];
    }

    private static async Task<string> ErrorAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return body.GetProperty("error").GetString()!;
    }
}
