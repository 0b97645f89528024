using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;
using UserRep.Encoder.Bundles;
using UserRep.Encoder.Sessions;
using UserRep.Encoder.Tests.Direct;

namespace UserRep.Encoder.Tests.Versions;

/// <summary>Versions come and go beside calls that never end.</summary>
public class LoadUnloadTests(TinyBundles bundles)
{
    private const int Rounds = 30;
    private const int Readers = 4;
    private const int RowsOfACall = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Encode_WhileVersionsAreLoadedAndUnloaded_NoCallFailsAndEachIsOfTheVersionItNamed()
    {
        await using var host = await EncoderHost.StartAsync(bundles, versions: 1);
        var width = host.Live.Current!.Loaded[0].Features.Width;
        var expected = Enumerable.Range(1, 2).ToDictionary(v => v, Expected);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var answered = new int[3];
        // Version 1 stays and must always be answered; version 2 comes and goes, and while it is not there it is unknown, never something else.
        var readers = Enumerable.Range(0, Readers).Select(r => Task.Run(async () =>
        {
            for (var i = r; !stop.IsCancellationRequested; i++)
            {
                var version = 1 + i % 2;
                using var response = await host.Http.PostAsJsonAsync($"/v2/models/representation/versions/{version}/infer", InferTests.Body(RowsOfACall, width), Cancel);
                if (version == 2 && response.StatusCode == HttpStatusCode.NotFound)
                    continue;
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                var data = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("outputs")[0].GetProperty("data").Deserialize<float[]>()!;
                Assert.Equal(expected[version], data, (x, y) => Math.Abs(x - y) < 1e-5);
                Interlocked.Increment(ref answered[version]);
            }
        }, Cancel)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            host.Apply(bundles, 2 * round + 2, 1, 2);
            await AnsweredAsync(2, answered[2] + 1);
            host.Apply(bundles, 2 * round + 3, 1);
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.InRange(answered[2], Rounds, int.MaxValue);

        async Task AnsweredAsync(int version, int count)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            deadline.CancelAfter(TimeSpan.FromSeconds(60));
            while (Volatile.Read(ref answered[version]) < count && !readers.Any(r => r.IsFaulted))
                await Task.Delay(1, deadline.Token);
        }

        float[] Expected(int version)
        {
            using var loaded = bundles.Load(version);
            var vectors = new float[RowsOfACall * loaded.Dimension];
            loaded.Run(InferTests.Rows(RowsOfACall, width), vectors, RowsOfACall);
            return vectors;
        }
    }

    [Fact]
    public async Task Encode_WhileALoadDoesNotEnd_CallsDo()
    {
        using var gate = new ManualResetEventSlim();
        GatedLoader? loader = null;
        await using var host = await EncoderHost.StartAsync(bundles, loader: () => loader = new GatedLoader(bundles.Root, "representation@v2", gate), versions: 1);
        var load = Task.Run(() => host.Apply(bundles, 2, 1, 2), Cancel);
        Assert.True(loader!.Reached.Wait(TimeSpan.FromSeconds(30), Cancel));
        for (var i = 0; i < 50; i++)
            Assert.Equal(HttpStatusCode.OK, (await host.Http.PostAsJsonAsync("/v2/models/representation/versions/1/infer", InferTests.Body(host, 2), Cancel)).StatusCode);
        Assert.False(load.IsCompleted);
        Assert.Null(host.Live.Current!.Find("representation@v2"));
        gate.Set();
        await load;
        Assert.NotNull(host.Live.Current!.Find("representation@v2"));
    }

    /// <summary>Holds the loading of one version until it is let go.</summary>
    private sealed class GatedLoader(string root, string version, ManualResetEventSlim gate)
        : BundleLoader(new SessionFactory(Options(root), NullLogger<SessionFactory>.Instance), Options(root), NullLogger<BundleLoader>.Instance)
    {
        public ManualResetEventSlim Reached { get; } = new();

        public override LoadedVersion? TryLoad(BundleCheck check, out IReadOnlyList<string> faults)
        {
            if (check.Version == version)
            {
                Reached.Set();
                gate.Wait();
            }
            return base.TryLoad(check, out faults);
        }

        private static IOptions<EncoderOptions> Options(string root) => Microsoft.Extensions.Options.Options.Create(new EncoderOptions { BundleRoot = root, ExecutionProvider = "cpu" });
    }
}
