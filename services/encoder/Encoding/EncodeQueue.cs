using System.Buffers;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using UserRep.Encoder.Sessions;

namespace UserRep.Encoder.Encoding;

/// <summary>
/// Micro-batching over all versions: a bounded queue for each lane and one worker per core, which takes live requests first. A worker joins small live requests
/// of one version into a run of at most MaxBatchRows; a request that is as large already runs in place, without a copy.
/// </summary>
internal sealed class EncodeQueue : BackgroundService
{
    /// <summary>Live runs after which one backfill request has its turn, so that a backfill goes on under whatever load.</summary>
    private const int MaxLiveInARow = 32;

    /// <summary>One core is left to the live lane, where there is more than one.</summary>
    private static readonly int s_maxBackfillWorkers = Math.Max(1, Environment.ProcessorCount - 1);

    private readonly EncoderOptions _options;
    private readonly EncodingCosts _costs;
    private readonly EncoderInstruments _instruments;
    private readonly TimeProvider _clock;
    private readonly Channel<EncodeWork> _live;
    private readonly Channel<EncodeWork> _backfill;
    private readonly SemaphoreSlim _offered = new(0);
    private readonly Lock _taking = new();
    private int _backfillWorkers;
    private int _liveInARow;

    public EncodeQueue(IOptions<EncoderOptions> options, EncodingCosts costs, EncoderInstruments instruments, TimeProvider clock)
    {
        (_options, _costs, _instruments, _clock) = (options.Value, costs, instruments, clock);
        _live = Channel.CreateBounded<EncodeWork>(_options.QueueLimit);
        _backfill = Channel.CreateBounded<EncodeWork>(_options.QueueLimit);
        instruments.ObserveQueue(lane => Of(lane).Reader.Count);
    }

    /// <summary>Waits for room: backpressure to the subscription.</summary>
    public async Task EncodeAsync(EncodeWork work, CancellationToken ct)
    {
        if (!TryQueue(work))
            await Of(work.Lane).Writer.WriteAsync(work, ct);
        _offered.Release();
        await work.Done;
    }

    /// <summary>For callers who are better told at once than kept waiting.</summary>
    /// <returns>False, and nothing done, if there is no room.</returns>
    public async Task<bool> TryEncodeAsync(EncodeWork work)
    {
        if (!TryQueue(work))
            return false;
        _offered.Release();
        await work.Done;
        return true;
    }

    private bool TryQueue(EncodeWork work)
    {
        work.QueuedAt = _clock.GetTimestamp();
        if (Of(work.Lane).Writer.TryWrite(work))
            return true;
        _instruments.OnQueueFull(work.Lane);
        return false;
    }

    private Channel<EncodeWork> Of(EncodeLane lane) => lane == EncodeLane.Live ? _live : _backfill;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        var batch = new List<EncodeWork>();
        // Another worker may have joined what was offered to its own run already: then there is nothing to take.
        while (await WaitAsync(stopping))
        {
            while (!stopping.IsCancellationRequested && TryTake() is { } work)
                await RunFromAsync(work, batch, stopping);
        }
    }

    private async ValueTask<bool> WaitAsync(CancellationToken stopping)
    {
        try
        {
            await _offered.WaitAsync(stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>A worker that leaves a backfill request because enough others are at one may sleep: those look again when they are done.</summary>
    private EncodeWork? TryTake()
    {
        lock (_taking)
        {
            var mayBackfill = _backfillWorkers < s_maxBackfillWorkers;
            EncodeWork? work;
            if (!(mayBackfill && _liveInARow >= MaxLiveInARow && _backfill.Reader.Count > 0) && _live.Reader.TryRead(out work))
            {
                _liveInARow++;
                return work;
            }
            if (!mayBackfill || !_backfill.Reader.TryRead(out work))
                return null;
            _liveInARow = 0;
            _backfillWorkers++;
            return work;
        }
    }

    private async Task RunFromAsync(EncodeWork work, List<EncodeWork> batch, CancellationToken stopping)
    {
        if (work.Lane == EncodeLane.Backfill)
        {
            batch.Add(work);
            Run(batch);
            batch.Clear();
            lock (_taking)
                _backfillWorkers--;
            return;
        }
        for (EncodeWork? held = work; held is not null;)
        {
            batch.Add(held);
            held = await FillAsync(batch, stopping);
            Run(batch);
            batch.Clear();
        }
    }

    /// <returns>A request that didn't fit, to begin the next run with.</returns>
    private async ValueTask<EncodeWork?> FillAsync(List<EncodeWork> batch, CancellationToken stopping)
    {
        var rows = batch[0].Rows;
        var delayed = _options.MaxQueueDelayMilliseconds == 0;
        while (rows < _options.MaxBatchRows)
        {
            if (!_live.Reader.TryRead(out var next))
            {
                if (delayed)
                    return null;
                delayed = true;
                await Task.Delay(TimeSpan.FromMilliseconds(_options.MaxQueueDelayMilliseconds), _clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
        batch.ForEach(w => _instruments.OnWaited(w.Lane, _clock.GetElapsedTime(w.QueuedAt)));
        try
        {
            var start = _costs.Start();
            if (batch.Count == 1)
                RunOne(batch[0]);
            else
                RunJoined(batch);
            _costs.Add(batch[0].Version.Name, batch.Sum(w => w.Rows), start);
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
            Run(work.Version, work.Features[(row * width)..], work.Vectors[(row * dimension)..], rows);
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
        Run(version, features, vectors, rows);
        row = 0;
        foreach (var work in batch)
        {
            vectors.AsMemory(row * dimension, work.Rows * dimension).CopyTo(work.Vectors);
            row += work.Rows;
        }
        ArrayPool<float>.Shared.Return(features);
        ArrayPool<float>.Shared.Return(vectors);
    }

    private void Run(LoadedVersion version, Memory<float> features, Memory<float> vectors, int rows)
    {
        var begun = _clock.GetTimestamp();
        version.Run(features, vectors, rows);
        _instruments.OnRun(version.Name, rows, _clock.GetElapsedTime(begun));
    }
}
