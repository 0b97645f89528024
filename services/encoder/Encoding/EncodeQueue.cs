using System.Buffers;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace UserRep.Encoder.Encoding;

/// <summary>
/// Micro-batching over all versions: a bounded queue and one worker per core. A worker joins small requests of one version
/// into a run of at most MaxBatchRows; a request that is as large already runs in place, without a copy.
/// </summary>
internal sealed class EncodeQueue(IOptions<EncoderOptions> options, EncoderInstruments instruments, TimeProvider clock) : BackgroundService
{
    private readonly EncoderOptions _options = options.Value;
    private readonly Channel<EncodeWork> _queue = Channel.CreateBounded<EncodeWork>(options.Value.QueueLimit);

    /// <summary>Waits for room: backpressure to the subscription.</summary>
    public async Task EncodeAsync(EncodeWork work, CancellationToken ct)
    {
        await _queue.Writer.WriteAsync(work, ct);
        await work.Done;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        var batch = new List<EncodeWork>();
        EncodeWork? held = null;
        while (held is not null || await WaitAsync(stopping))
        {
            if (held is null && !_queue.Reader.TryRead(out held))
                continue;
            batch.Add(held);
            held = await FillAsync(batch, stopping);
            Run(batch);
            batch.Clear();
        }
    }

    private async ValueTask<bool> WaitAsync(CancellationToken stopping)
    {
        try
        {
            return await _queue.Reader.WaitToReadAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <returns>A request that didn't fit, to begin the next run with.</returns>
    private async ValueTask<EncodeWork?> FillAsync(List<EncodeWork> batch, CancellationToken stopping)
    {
        var rows = batch[0].Rows;
        var delayed = _options.MaxQueueDelayMilliseconds == 0;
        while (rows < _options.MaxBatchRows)
        {
            if (!_queue.Reader.TryRead(out var next))
            {
                if (delayed)
                    return null;
                delayed = true;
                await Task.Delay(TimeSpan.FromMilliseconds(_options.MaxQueueDelayMilliseconds), clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }
            if (next.Version != batch[0].Version || rows + next.Rows > _options.MaxBatchRows)
                return next;
            batch.Add(next);
            rows += next.Rows;
        }
        return null;
    }

    private void Run(List<EncodeWork> batch)
    {
        try
        {
            if (batch.Count == 1)
                RunOne(batch[0]);
            else
                RunJoined(batch);
            batch.ForEach(w => w.Complete());
        }
        catch (Exception e)
        {
            // Those who wait decide what to do about it; the worker goes on.
            batch.ForEach(w => w.Fail(e));
        }
    }

    private void RunOne(EncodeWork work)
    {
        var (width, dimension) = (work.Version.Features.Width, work.Version.Dimension);
        for (var row = 0; row < work.Rows; row += _options.MaxBatchRows)
        {
            var rows = Math.Min(_options.MaxBatchRows, work.Rows - row);
            work.Version.Run(work.Features[(row * width)..], work.Vectors[(row * dimension)..], rows);
            instruments.OnRun(rows);
        }
    }

    private void RunJoined(List<EncodeWork> batch)
    {
        var version = batch[0].Version;
        var (width, dimension) = (version.Features.Width, version.Dimension);
        var rows = batch.Sum(w => w.Rows);
        var features = ArrayPool<float>.Shared.Rent(rows * width);
        var vectors = ArrayPool<float>.Shared.Rent(rows * dimension);
        var row = 0;
        foreach (var work in batch)
        {
            work.Features[..(work.Rows * width)].CopyTo(features.AsMemory(row * width));
            row += work.Rows;
        }
        version.Run(features, vectors, rows);
        row = 0;
        foreach (var work in batch)
        {
            vectors.AsMemory(row * dimension, work.Rows * dimension).CopyTo(work.Vectors);
            row += work.Rows;
        }
        ArrayPool<float>.Shared.Return(features);
        ArrayPool<float>.Shared.Return(vectors);
        instruments.OnRun(rows);
    }
}
