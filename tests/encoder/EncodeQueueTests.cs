using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;
using UserRep.Encoder.Encoding;
using UserRep.Encoder.Sessions;

namespace UserRep.Encoder.Tests;

public sealed class EncodeQueueTests(TinyBundles bundles) : IDisposable
{
    private readonly LoadedVersion _one = bundles.Load(1);
    private readonly LoadedVersion _two = bundles.Load(2);
    private readonly List<int> _runs = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
    }

    [Theory]
    [InlineData(128, 0)]
    [InlineData(16, 0)]
    [InlineData(1, 0)]
    [InlineData(64, 5)]
    public async Task Encode_RequestsOfTwoVersions_EachGetsItsOwnVectors(int maxBatchRows, int delayMilliseconds)
    {
        var random = new Random(3);
        var works = Enumerable.Range(0, 120).Select(_ => Work(random.Next(2) == 0 ? _one : _two, 1 + random.Next(40), random)).ToArray();
        using var queue = Queue(new EncoderOptions { MaxBatchRows = maxBatchRows, MaxQueueDelayMilliseconds = delayMilliseconds });
        // All of it waits before the workers begin, so that requests do meet.
        var waiting = works.Select(w => queue.EncodeAsync(w, Cancel)).ToArray();
        await queue.StartAsync(Cancel);
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await queue.StopAsync(Cancel);
        foreach (var work in works)
        {
            var expected = new float[work.Rows * work.Version.Dimension];
            work.Version.Run(work.Features, expected, work.Rows);
            Assert.Equal(expected, work.Vectors.ToArray(), (x, y) => Math.Abs(x - y) < 1e-5);
        }
        Assert.All(_runs, r => Assert.InRange(r, 1, maxBatchRows));
        Assert.Equal(works.Sum(w => w.Rows), _runs.Sum());
    }

    [Fact]
    public async Task Encode_SmallRequestsOfOneVersion_ShareRuns()
    {
        var works = Enumerable.Range(0, 200).Select(i => Work(_one, 1, new Random(i))).ToArray();
        using var queue = Queue(new EncoderOptions());
        var waiting = works.Select(w => queue.EncodeAsync(w, Cancel)).ToArray();
        await queue.StartAsync(Cancel);
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        // A worker's run is full unless it emptied the queue.
        Assert.InRange(_runs.Count, 2, 1 + Environment.ProcessorCount);
    }

    [Fact]
    public async Task Encode_ARunFails_ItsWaiterSeesItAndTheWorkerGoesOn()
    {
        using var queue = Queue(new EncoderOptions { MaxBatchRows = 8 });
        await queue.StartAsync(Cancel);
        for (var i = 0; i < 2 * Environment.ProcessorCount; i++)
        {
            // Too few features for the rows it claims.
            var bad = new EncodeWork(_one, new float[_one.Features.Width], new float[8 * _one.Dimension], 8);
            await Assert.ThrowsAnyAsync<Exception>(() => queue.EncodeAsync(bad, Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        }
        await queue.EncodeAsync(Work(_one, 3, new Random(1)), Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task Encode_TheQueueIsFull_WaitsForRoom()
    {
        using var queue = Queue(new EncoderOptions { QueueLimit = 2 });
        var works = Enumerable.Range(0, 4).Select(i => Work(_one, 1, new Random(i))).ToArray();
        var waiting = works.Select(w => queue.EncodeAsync(w, Cancel)).ToArray();
        // One that gives up waiting for room is not encoded.
        using var stop = new CancellationTokenSource();
        var late = Work(_one, 1, new Random(9));
        var given = queue.EncodeAsync(late, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await queue.StartAsync(Cancel);
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal(4, _runs.Sum());
        Assert.False(late.Done.IsCompleted);
    }

    [Fact]
    public async Task Encode_BackfillWaits_LiveRequestsGoFirst()
    {
        using var queue = Queue(new EncoderOptions { MaxBatchRows = 8 });
        var works = Enumerable.Range(0, 60).Select(i => i < 30 ? Work(_one, 5, new Random(i), EncodeLane.Backfill) : Work(_one, 8, new Random(i))).ToArray();
        var waiting = works.Select(w => queue.EncodeAsync(w, Cancel)).ToArray();
        await queue.StartAsync(Cancel);
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        // Live requests were offered last. The last of them may run beside the first of the others.
        Assert.All(_runs.Take(30 - Environment.ProcessorCount), rows => Assert.Equal(8, rows));
    }

    [Fact]
    public async Task Encode_LiveRequestsNeverEnd_BackfillGoesOn()
    {
        using var queue = Queue(new EncoderOptions { MaxBatchRows = 8, QueueLimit = 1000 });
        await queue.StartAsync(Cancel);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var live = Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await queue.EncodeAsync(Work(_one, 8, new Random(i)), CancellationToken.None);
        }, Cancel)).ToArray();
        for (var i = 0; i < 20; i++)
            await queue.EncodeAsync(Work(_two, 8, new Random(i), EncodeLane.Backfill), Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await enough.CancelAsync();
        await Task.WhenAll(live);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Encode_BothLanesAtRandom_NobodyIsLeft(int seed)
    {
        using var queue = Queue(new EncoderOptions { MaxBatchRows = 16, QueueLimit = 4 });
        await queue.StartAsync(Cancel);
        var random = new Random(seed);
        var works = Enumerable.Range(0, 400).Select(_ => Work(random.Next(2) == 0 ? _one : _two, 1 + random.Next(30), random, (EncodeLane)random.Next(2))).ToArray();
        await Task.WhenAll(works.Select(w => Task.Run(() => queue.EncodeAsync(w, Cancel), Cancel))).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.Equal(works.Sum(w => w.Rows), _runs.Sum());
    }

    private static EncodeWork Work(LoadedVersion version, int rows, Random random, EncodeLane lane = EncodeLane.Live) =>
        new(version, Enumerable.Range(0, rows * version.Features.Width).Select(_ => (float)random.NextDouble()).ToArray(), new float[rows * version.Dimension], rows, lane);

    private EncodeQueue Queue(EncoderOptions options)
    {
        var factory = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var queue = new EncodeQueue(Options.Create(options), Costs(factory), new EncoderInstruments(factory), TimeProvider.System);
        var listener = new MeterListener { InstrumentPublished = (i, l) => { if (ReferenceEquals(i.Meter.Scope, factory) && i.Name == "userrep.encoder.batch_rows") l.EnableMeasurementEvents(i); } };
        listener.SetMeasurementEventCallback<int>((_, rows, _, _) =>
        {
            lock (_runs)
                _runs.Add(rows);
        });
        listener.Start();
        return queue;
    }

    private static EncodingCosts Costs(System.Diagnostics.Metrics.IMeterFactory factory) => new(new EncoderInstruments(factory), TimeProvider.System);
}
