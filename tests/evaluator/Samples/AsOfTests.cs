using Parquet;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tests.Methods;
using UserRep.Trainer.Exports;

namespace UserRep.Evaluator.Tests.Samples;

/// <summary>What an instant speaks for: its own UTC day, at midnight the one that begins.</summary>
public sealed class AsOfTests(SmallWorld world)
{
    private const int Users = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Features_AtMidnight_AreServedEvaluatedAndExportedAlike()
    {
        var samples = world.Known.Samples.Index().Where(s => world.Known.Cuts[s.Item.Cut].IsTest).Take(Users).ToArray();
        Assert.All(samples, s => Assert.Equal(0, s.Item.At % UnixDay.MillisecondsPerDay));
        var evaluated = world.Context.Features(new View(world.Known), Cancel);
        var served = samples.Select(s => Served(s.Item)).ToArray();
        Assert.Equal(served, samples.Select(s => evaluated.Row(s.Index).ToArray()));
        Assert.Equal(served.Select(row => StableHash.Of(row)), await ExportedAsync([.. samples.Select(s => s.Item)]));
        // What the comparison stands on: the evening before has other features.
        Assert.NotEqual(served, samples.Select(s => Served(s.Item, millisecondsBefore: 1)));
    }

    /// <summary>As the encoder service builds them for a history and an as_of.</summary>
    private float[] Served(Sample sample, int millisecondsBefore = 0)
    {
        var log = world.Context.Data.Log;
        var history = new UserHistory { UserId = log.Users[sample.User] };
        foreach (ref readonly var e in log.Of(sample.User)[..sample.Events])
            log.Apply(e, history);
        var features = new float[world.Encoder.Bundle.Features.Width];
        world.Encoder.Bundle.Features.Build(history, UnixDay.Of(sample.At - millisecondsBefore), features);
        return features;
    }

    /// <returns>The hash of each row's features.</returns>
    private async Task<ulong[]> ExportedAsync(Sample[] samples)
    {
        using var folder = new TempFolder();
        var users = world.Context.Data.Log.Users;
        var labels = folder.Write("labels.csv", "user_id,time\n" + string.Concat(samples.Select(s => $"{users[s.User]},{DateTimeOffset.FromUnixTimeMilliseconds(s.At):yyyy-MM-dd}\n")));
        var result = await TrainingSetExporter.ExportAsync(new TrainingSetRequest(world.Source, world.Encoder.Bundle.Folder, labels, folder.File("set.parquet")), null, Cancel);
        Assert.Empty(result.Faults);
        await using var reader = await ParquetReader.CreateAsync(folder.File("set.parquet"), cancellationToken: Cancel);
        using var group = reader.OpenRowGroupReader(0);
        var (names, hashes) = (new string?[samples.Length], new ulong[samples.Length]);
        var fields = reader.Schema.GetDataFields();
        await group.ReadAsync(fields.Single(f => f.Name == TrainingSetFile.User), names.AsMemory(), cancellationToken: Cancel);
        await group.ReadAsync<ulong>(fields.Single(f => f.Name == TrainingSetFile.FeaturesHash), hashes.AsMemory(), cancellationToken: Cancel);
        var byUser = names.Zip(hashes).ToDictionary(r => r.First!, r => r.Second);
        return [.. samples.Select(s => byUser[users[s.User]])];
    }
}
