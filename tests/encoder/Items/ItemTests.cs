using System.Net;
using System.Net.Http.Json;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Google.Protobuf;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.Encoder.Sessions;
using UserRep.Features.Items;

namespace UserRep.Encoder.Tests.Items;

/// <summary>The item side of a version as version-router asks for it, over HTTP.</summary>
public class ItemTests(TinyBundles bundles)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_InTheVersionsSpace_IsTheEncoderRunOnTheItemAlone()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: [1, 2]);
        var version = Version(host);
        var ids = Enumerable.Range(0, 20).Select(version.Items.Id).ToArray();
        var found = await ReadAsync(host, new ItemsQuery { Space = "embedding", ItemIds = { ids } });
        Assert.Equal(("representation@v1", "embedding", version.Manifest.EmbeddingSpaceId, (uint)version.Dimension), (found.Version, found.Space, found.EmbeddingSpaceId, found.Dimension));
        var vectors = Floats(found.Vectors).Chunk(version.Dimension).ToArray();
        for (var i = 0; i < ids.Length; i++)
            Assert.Equal(Encoded(version, i), vectors[i], (x, y) => Math.Abs(x - y) < 1e-5);
    }

    [Fact]
    public async Task Read_ByDefault_IsTheFirstModalityInASpaceOfItsOwn()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: [1, 2]);
        var version = Version(host);
        var modality = version.Schema.Modalities[0];
        var row = Enumerable.Range(0, version.Items.Count).First(r => (version.Items.Presence(r) & 1) != 0);
        var found = await ReadAsync(host, new ItemsQuery { ItemIds = { "unheard-of", version.Items.Id(row) } });
        Assert.Equal([EmbeddingStatus.NotFound, EmbeddingStatus.Present], found.Statuses);
        Assert.Equal((modality.Name, (uint)modality.Dimension, "cosine"), (found.Space, found.Dimension, found.Metric));
        Assert.Equal(version.Items.Row(row)[..modality.Dimension].ToArray(), Floats(found.Vectors));
        // Three spaces, and two versions of one: none may be taken for another.
        var spaces = new List<string>();
        foreach (var v in new[] { 1, 2 })
        {
            foreach (var space in version.Schema.Modalities.Select(m => m.Name).Append("embedding"))
                spaces.Add((await ReadAsync(host, new ItemsQuery { Space = space }, v)).EmbeddingSpaceId);
        }
        Assert.Equal(spaces.Count, spaces.Distinct().Count());
    }

    [Fact]
    public async Task Read_WithUsers_BringsThemIntoTheSpaceByTheDecoder()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: [1, 2]);
        var version = Version(host);
        var users = Enumerable.Range(0, 300).SelectMany(i => Encoded(version, i % version.Items.Count)).ToArray();
        var found = await ReadAsync(host, new ItemsQuery { UserVectors = Bytes(users) });
        var decoded = Floats(found.UserVectors);
        Assert.Equal(300 * (int)found.Dimension, decoded.Length);
        var features = new float[300 * version.Features.Width];
        version.Decode(users, features, 300);
        var block = version.Features.Layout.Blocks.First(b => b.Name == $"{found.Space}.30d");
        for (var i = 0; i < 300; i += 37)
        {
            for (var d = 0; d < block.Width; d++)
            {
                var scale = version.Schema.Scales[block.Offset + d];
                Assert.Equal(scale > 0 ? features[i * version.Features.Width + block.Offset + d] / scale + version.Schema.Means[block.Offset + d] : 0, decoded[i * block.Width + d], 1e-4);
            }
        }
        // In the version's own space they are what they were.
        Assert.Equal(users, Floats((await ReadAsync(host, new ItemsQuery { Space = "embedding", UserVectors = Bytes(users) })).UserVectors));
    }

    [Theory]
    [InlineData("embedding", 100_000)]
    [InlineData("embedding", 10)]
    [InlineData("", 100_000)]
    [InlineData("", 10)]
    public async Task Neighbours_OfAVector_AreTheBestItemsOfAll(string space, int exactItems)
    {
        await using var host = await EncoderHost.StartAsync(bundles, new EncoderOptions { ExactItems = exactItems, ItemRecall = 1 }, versions: [1, 2]);
        var version = Version(host);
        var user = Encoded(version, 3);
        var found = await NeighboursAsync(host, new NeighboursQuery { Space = space, Vector = Bytes(user), K = 10 });
        Assert.Equal((10, 1.0), (found.Ids.Count, found.Recall));
        Assert.InRange(found.BuiltAt, 1, long.MaxValue);

        var ids = Enumerable.Range(0, version.Items.Count).Select(version.Items.Id).ToArray();
        var all = await ReadAsync(host, new ItemsQuery { Space = space, ItemIds = { ids }, UserVectors = Bytes(user) });
        var query = Floats(all.UserVectors);
        var vectors = Floats(all.Vectors).Chunk((int)all.Dimension).ToArray();
        var present = ids.Where((_, i) => all.Statuses[i] == EmbeddingStatus.Present).ToArray();
        var expected = present.Index().OrderByDescending(i => TensorPrimitives.CosineSimilarity<float>(query, vectors[i.Index])).Take(10).Select(i => i.Item);
        Assert.Equal(expected, found.Ids);
        Assert.Equal(found.Similarities.OrderDescending(), found.Similarities);
        Assert.All(found.Names, n => Assert.NotEmpty(n));
    }

    [Theory]
    [InlineData("popularity", 8, "NO_SUCH_SPACE")]
    [InlineData("", 7, "DIMENSION")]
    public async Task Neighbours_WhatTheVersionDoesNotHave_IsRefused(string space, int width, string code)
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 1);
        using var response = await host.PostAsRouterAsync("items/neighbours", new NeighboursQuery { Space = space, Vector = Bytes(new float[width]), K = 5 }, 1);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(code, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Neighbours_MoreItemsThanAreSearched_IsRefused()
    {
        await using var host = await EncoderHost.StartAsync(bundles, new EncoderOptions { MaxSearchedItems = 5 }, versions: 1);
        using var response = await host.PostAsRouterAsync("items/neighbours", new NeighboursQuery { Vector = Bytes(new float[8]), K = 5 }, 1);
        Assert.Equal("TOO_MANY_ITEMS", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Read_ByAnyoneElse_OrOfAVersionThatIsNotHere_IsRefused()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 1);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Http.PostAsync("/v1/versions/v1/items", null, Cancel)).StatusCode);
        using var response = await host.PostAsRouterAsync("items", new ItemsQuery(), 9);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        using var router = host.Client(AppIds.VersionRouter);
        Assert.Equal(HttpStatusCode.BadRequest, (await router.PostAsync("/v1/versions/v1/items", new ByteArrayContent([255, 255, 255]), Cancel)).StatusCode);
    }

    private static LoadedVersion Version(EncoderHost host) => host.Live.Current!.Find("representation@v1")!;

    private static float[] Encoded(LoadedVersion version, int row)
    {
        var (features, vector) = (new float[version.Features.Width], new float[version.Dimension]);
        version.Features.Build(ItemHistories.Of(version.Schema, version.Items.Hash(row)), ItemHistories.Day, features);
        version.Run(features, vector, 1);
        return vector;
    }

    private static async Task<ItemColumns> ReadAsync(EncoderHost host, ItemsQuery query, int version = 1)
    {
        using var response = await host.PostAsRouterAsync("items", query, version);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return ItemColumns.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(Cancel));
    }

    /// <summary>Asks until an index is there.</summary>
    private static async Task<NeighbourColumns> NeighboursAsync(EncoderHost host, NeighboursQuery query)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var response = await host.PostAsRouterAsync("items/neighbours", query, 1);
            if (response.StatusCode == HttpStatusCode.OK)
                return NeighbourColumns.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(Cancel));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.NotNull(response.Headers.RetryAfter);
            await Task.Delay(10, deadline.Token);
        }
    }

    private static float[] Floats(ByteString bytes) => MemoryMarshal.Cast<byte, float>(bytes.Span).ToArray();

    private static ByteString Bytes(float[] values) => ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));
}
