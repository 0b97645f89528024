using System.Numerics.Tensors;
using System.Text;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Histories;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Evaluator.Cost;

/// <summary>Runs each operation of both ways on the same events, with the code that serves.</summary>
internal sealed class UnitMeasurement(EventLog log, BundleEncoder encoder, WindowCounts curated, CostOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
{
    private readonly CpuTimer _timer = CpuTimer.Of(options);

    // What operations compute must be used, or a compiler may leave it out.
    private float _used;

    public UnitCosts Run()
    {
        var users = ReplayedUsers();
        progress?.Report("histories");
        var events = users.Sum(u => log.Of(u).Length);
        var historyBytes = 0.0;
        var history = _timer.PerOperation(events, () => historyBytes = Replay(users), cancellationToken);

        var sample = EmissionSample.Of(log, options, cancellationToken);
        var builder = encoder.Bundle.Features;
        var (inputs, rows) = (new float[sample.Count * builder.Width], new float[sample.Count * curated.Width]);
        var build = Measure("features", sample.Count, i => builder.Build(sample.Histories[i], sample.AsOfDays[i], inputs.AsSpan(i * builder.Width, builder.Width)));
        var ownBuild = Measure("curated features", sample.Count, i => curated.Build(sample.Histories[i], sample.AsOfDays[i], rows.AsSpan(i * curated.Width, curated.Width)));
        progress?.Report("encoding");
        var vectors = new float[sample.Count * encoder.Dimension];
        var batches = Batches(inputs, builder.Width, sample.Count);
        var encode = _timer.PerOperation(sample.Count, () => Encode(batches, vectors), cancellationToken);

        var (write, read, bytes) = Store("vectors", sample, vectors, encoder.Dimension);
        var (ownWrite, ownRead, ownBytes) = Store("stored features", sample, rows, curated.Width);
        var idBytes = users.Average(u => Encoding.UTF8.GetByteCount(log.Users[u]));
        var version = encoder.Bundle.Version.ToString();
        return new UnitCosts(
            history, build, encode, write, read, ownBuild, ownWrite, ownRead,
            StoredRow.HistoryBytes(historyBytes / users.Count, idBytes), StoredRow.Bytes(bytes, version, idBytes), StoredRow.Bytes(ownBytes, version, idBytes));
    }

    /// <summary>Drawn by hash, until they have the events that are wanted.</summary>
    private List<int> ReplayedUsers()
    {
        var users = new List<int>();
        var events = 0L;
        foreach (var u in Enumerable.Range(0, log.Users.Length).OrderBy(u => StableHash.Of(log.Users[u])).TakeWhile(_ => events < options.Events))
        {
            users.Add(u);
            events += log.Of(u).Length;
        }
        return users;
    }

    /// <returns>Bytes of all histories in the end.</returns>
    private long Replay(List<int> users)
    {
        var bytes = 0L;
        foreach (var u in users)
        {
            var history = new UserHistory { UserId = log.Users[u] };
            foreach (ref readonly var e in log.Of(u))
                log.Apply(e, history);
            bytes += history.CalculateSize();
        }
        return bytes;
    }

    private List<(float[] Rows, int Count)> Batches(float[] inputs, int width, int count) =>
        [.. Enumerable.Range(0, count).Chunk(options.BatchRows).Select(b => (inputs.AsSpan(b[0] * width, b.Length * width).ToArray(), b.Length))];

    private void Encode(List<(float[] Rows, int Count)> batches, float[] vectors)
    {
        var at = 0;
        foreach (var (rows, count) in batches)
        {
            var encoded = encoder.EncodeRows(rows, count);
            encoded.CopyTo(vectors, at);
            at += encoded.Length;
        }
    }

    private (Spread Write, Spread Read, int Bytes) Store(string what, EmissionSample sample, float[] values, int width)
    {
        var stored = new byte[sample.Count][];
        var space = encoder.Bundle.Manifest.EmbeddingSpaceId;
        var write = Measure($"writing {what}", sample.Count, i =>
        {
            var own = values.AsSpan(i * width, width);
            stored[i] = StoredRow.Write(own, UnixDay.StartMilliseconds(sample.AsOfDays[i]), i, StableHash.Of(own), space);
        });
        // Any weights: a dot product takes as long with all of them.
        var head = Enumerable.Range(0, width).Select(i => 1f / (i + 1)).ToArray();
        var row = new float[width];
        var read = Measure($"reading {what}", sample.Count, i =>
        {
            StoredRow.Read(stored[i], row);
            _used += TensorPrimitives.Dot<float>(row, head);
        });
        return (write, read, (int)stored.Average(s => s.Length));
    }

    private Spread Measure(string what, int count, Action<int> operation)
    {
        progress?.Report(what);
        return _timer.PerOperation(count, () =>
        {
            for (var i = 0; i < count; i++)
                operation(i);
        }, cancellationToken);
    }
}
