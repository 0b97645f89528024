using System.Net;
using System.Net.Http.Json;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.Encoder.Tests.Direct;

namespace UserRep.Encoder.Tests.Versions;

/// <summary>A version that no user is encoded for any more, and whose items are asked for all the same.</summary>
public class AdaptedVersionTests(TinyBundles bundles)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Adapted_Version_AnswersForItsItemsAndEncodesNobody()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: [1, 2]);
        var before = await ItemsAsync(host);
        Assert.Equal([EmbeddingStatus.Present, EmbeddingStatus.Present, EmbeddingStatus.NotFound], before!.Statuses);
        var width = host.Live.Current!.Loaded[0].Features.Width;
        var loaded = host.Live.Current.Find("representation@v1");

        host.Apply(2, (bundles.Check(1), VersionState.Adapted), (bundles.Check(2), VersionState.Serving));

        Assert.Equal(["representation@v2"], host.Live.Current.Loaded.Select(v => v.Name));
        Assert.Equal(before, await ItemsAsync(host));
        Assert.Equal(HttpStatusCode.NotFound, await InferAsync(host, width));

        // It comes back as it was, with nothing loaded anew, and ends with its retirement.
        host.Apply(3, (bundles.Check(1), VersionState.Backfilling), (bundles.Check(2), VersionState.Serving));
        Assert.Same(loaded, host.Live.Current.Find("representation@v1"));
        Assert.Equal(HttpStatusCode.OK, await InferAsync(host, width));
        host.Apply(4, (bundles.Check(1), VersionState.Adapted), (bundles.Check(2), VersionState.Serving));
        host.Apply(5, (bundles.Check(1), VersionState.Retired), (bundles.Check(2), VersionState.Serving));
        Assert.Null(await ItemsAsync(host));
        Assert.False(loaded!.TryLease());
    }

    [Fact]
    public async Task Adapted_VersionWhoseBundleIsGone_HoldsNobodysEventsUp()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 2);

        host.Apply(2, (bundles.Check(1) with { BundleUri = "no-such-folder" }, VersionState.Adapted), (bundles.Check(2), VersionState.Serving));

        Assert.Empty(host.Live.Current!.Missing);
        Assert.Equal(["representation@v2"], host.Live.Current.All.Select(v => v.Name));
        Assert.Null(await ItemsAsync(host));
    }

    /// <returns>Null where the version isn't here.</returns>
    private static async Task<ItemColumns?> ItemsAsync(EncoderHost host)
    {
        using var response = await host.PostAsRouterAsync("items", new ItemsQuery { Space = "embedding", ItemIds = { "track-00001", "track-00002", "nothing" } }, 1);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        response.EnsureSuccessStatusCode();
        return ItemColumns.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(Cancel));
    }

    private static async Task<HttpStatusCode> InferAsync(EncoderHost host, int width)
    {
        using var response = await host.Http.PostAsJsonAsync("/v2/models/representation/versions/1/infer", InferTests.Body(1, width), Cancel);
        return response.StatusCode;
    }
}
