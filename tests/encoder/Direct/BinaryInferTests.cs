using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace UserRep.Encoder.Tests.Direct;

/// <summary>The Open Inference Protocol's binary tensor data extension, in which Triton's client speaks unless told otherwise.</summary>
public class BinaryInferTests(TinyBundles bundles)
{
    private const string Path = "/v2/models/representation/versions/1/infer";
    private const string Length = "Inference-Header-Content-Length";
    private const int Rows = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, """, "outputs":[{"name":"embedding","parameters":{"binary_data":true}}]""", true)]
    [InlineData(true, """, "parameters":{"binary_data_output":true}""", true)]
    [InlineData(false, """, "parameters":{"binary_data_output":true}""", true)]
    [InlineData(true, """, "parameters":{"binary_data_output":true}, "outputs":[{"name":"embedding","parameters":{"binary_data":false}}]""", false)]
    [InlineData(true, """, "outputs":[{"name":"embedding"}]""", false)]
    [InlineData(true, "", false)]
    public async Task Infer_TensorsAsBytes_AreThoseOfJson(bool binaryInput, string rest, bool binaryOutput)
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 1);
        var loaded = host.Live.Current!.Loaded[0];
        var features = InferTests.Rows(Rows, loaded.Features.Width);
        var expected = new float[Rows * loaded.Dimension];
        loaded.Run(features, expected, Rows);
        var values = binaryInput ? $$""" "parameters":{"binary_data_size":{{features.Length * sizeof(float)}}} """ : $"\"data\":{JsonSerializer.Serialize(features)}";
        var json = $$"""{"inputs":[{"name":"features","datatype":"FP32","shape":[{{Rows}},{{loaded.Features.Width}}],{{values}}}]{{rest}}}""";

        using var response = await host.Http.SendAsync(Request(json, binaryInput ? MemoryMarshal.AsBytes(features.AsSpan()).ToArray() : []), Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal(binaryOutput, response.Headers.Contains(Length));
        var header = binaryOutput ? int.Parse(response.Headers.GetValues(Length).Single(), CultureInfo.InvariantCulture) : body.Length;
        var output = JsonElement.Parse(body.AsSpan(0, header)).GetProperty("outputs")[0];
        Assert.Equal([Rows, loaded.Dimension], output.GetProperty("shape").Deserialize<int[]>()!);
        if (binaryOutput)
        {
            Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
            Assert.False(output.TryGetProperty("data", out _));
            Assert.Equal(body.Length - header, output.GetProperty("parameters").GetProperty("binary_data_size").GetInt32());
        }
        var vectors = binaryOutput ? MemoryMarshal.Cast<byte, float>(body.AsSpan(header)).ToArray() : output.GetProperty("data").Deserialize<float[]>()!;
        Assert.Equal(expected, vectors, (x, y) => Math.Abs(x - y) < 1e-5);
    }

    [Theory]
    [InlineData("""{"inputs":[{"name":"features","datatype":"FP32","shape":[1,WIDTH],"parameters":{"binary_data_size":8}}]}""", 8, null, "data has 8 bytes")]
    [InlineData("""{"inputs":[{"name":"features","datatype":"FP32","shape":[1,WIDTH],"parameters":{"binary_data_size":"4"},"data":[1]}]}""", 8, null, "not both", "binary_data_size is \"4\", 8 bytes follow")]
    [InlineData("""{"inputs":[{"name":"features","datatype":"FP32","shape":[1,WIDTH],"data":[1]}]}""", 4, null, "4 bytes follow the JSON, and the input has no binary_data_size", "data has 1 values")]
    [InlineData("""{"inputs":[{"name":"features","datatype":"FP32","shape":[1,WIDTH],"parameters":{"binary_data_size":0}}],"parameters":{"binary_data_output":1},"outputs":[{"name":"embedding","parameters":{"binary_data":"yes"}}]}""", 0, null, "data has 0 bytes", "binary_data_output must be true or false", "binary_data must be true or false")]
    [InlineData("{}", 0, "3", "must be the length of the JSON that begins the body's 2 bytes")]
    [InlineData("{}", 0, "-1", "is '-1'")]
    [InlineData("{}", 0, "two", "is 'two'")]
    [InlineData("{}", 0, "1", "not JSON")]
    [InlineData("{}", 0, "0", "not JSON")]
    public async Task Infer_BadBytes_NamesEveryFault(string json, int bytes, string? length, params string[] faults)
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 1);
        json = json.Replace("WIDTH", host.Live.Current!.Loaded[0].Features.Width.ToString(CultureInfo.InvariantCulture));

        using var response = await host.Http.SendAsync(Request(json, new byte[bytes], length), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error").GetString();
        Assert.All(faults, f => Assert.Contains(f, error));
    }

    [Fact]
    public async Task Infer_BytesOfNoNumber_AreRefused()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 1);
        var features = InferTests.Rows(1, host.Live.Current!.Loaded[0].Features.Width);
        features[^1] = float.NaN;
        var json = $$"""{"inputs":[{"name":"features","datatype":"FP32","shape":[1,{{features.Length}}],"parameters":{"binary_data_size":{{features.Length * sizeof(float)}} } }]}""";

        using var response = await host.Http.SendAsync(Request(json, MemoryMarshal.AsBytes(features.AsSpan()).ToArray()), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("finite", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static HttpRequestMessage Request(string json, byte[] tensor, string? length = null)
    {
        var header = System.Text.Encoding.UTF8.GetBytes(json);
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent([.. header, .. tensor]) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.Add(Length, length ?? header.Length.ToString(CultureInfo.InvariantCulture));
        return request;
    }
}
