using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using UserRep.Contracts.Events;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.Features.Bundles;
using UserRep.Features.Items;
using UserRep.Features.Schema;
using UserRep.Trainer.EventFiles;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

namespace UserRep.Benchmarks.UserItem;

/// <summary>
/// Which space makes user x item meaningful: a bundle is trained on the events before a cut, and each way of scoring ranks all its items for
/// each user who acts in the seven days after it. Recall and nDCG at 50, of all items acted on and of those that are new to the user.
/// </summary>
internal static class UserItemBenchmark
{
    private const int DaysAhead = 7;
    private const int PopularityDays = 30;
    private const int MaxUsers = 3_000;

    public static async Task<int> RunAsync(UserItemOptions options, CancellationToken ct)
    {
        IReadOnlyList<string> faults = [];
        IEventSource? source = options.Events is null
            ? new Simulator(new SimulatorOptions { Users = options.Users, Items = options.Items, Seed = options.Seed })
            : EventFile.TryOpen(options.Events, options.Mapping!, out faults, cancellationToken: ct);
        if (source?.Span() is not { } span)
            return Fail(faults);
        // The last whole day must be over.
        var cut = UnixDay.Of(span.Last.ToUnixTimeMilliseconds()) - DaysAhead;
        using var folder = new TempFolder();
        var cutOff = DateTimeOffset.FromUnixTimeMilliseconds(UnixDay.StartMilliseconds(cut));
        var training = new TrainingOptions { Seed = options.Seed, Epochs = options.Epochs, MaxRows = options.MaxRows };
        var trained = await BundleTrainer.TrainAsync(source, training, folder.Path, new EncoderVersion(1), cutOff, TimeProvider.System, cancellationToken: ct);
        if (trained.Faults.Count > 0)
            return Fail(trained.Faults);
        using var encoder = BundleEncoder.TryOpen(Path.Combine(folder.Path, new EncoderVersion(1).ToString()), out faults);
        if (encoder is null)
            return Fail(faults);

        var log = EventLogReader.Read(source.Events(), span.Last.AddDays(1), _ => { }, ct);
        var questions = Questions.Of(log, encoder.Bundle.Items, cut, DaysAhead, PopularityDays, MaxUsers);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{source.Name}{(source.Simulated ? " (simulated data)" : "")}: {log.Users.Length:N0} users, {encoder.Bundle.Items.Count:N0} items with vectors, cut {cutOff:yyyy-MM-dd}, {questions.Users.Count:N0} users ask, {questions.Items:N0} answers, {questions.NewItems:N0} of them new to the user"));
        Console.WriteLine($"{"scored by",-34} {"recall@50",9} {"ndcg@50",8}   {"new: recall@50",14} {"ndcg@50",8}");
        foreach (var (name, score) in Scorers(encoder, questions, cut))
        {
            var (all, unseen) = (questions.Judge(score, onlyNew: false), questions.Judge(score, onlyNew: true));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34} {all.Recall,9:F4} {all.Ndcg,8:F4}   {unseen.Recall,14:F4} {unseen.Ndcg,8:F4}"));
        }
        return 0;
    }

    private static IEnumerable<(string Name, float[][] Scores)> Scorers(BundleEncoder encoder, Questions questions, int cut)
    {
        var (bundle, items) = (encoder.Bundle, encoder.Bundle.Items);
        var histories = questions.Users.Select(u => u.History).ToArray();
        yield return ("popularity, 30 days", [.. histories.Select(_ => questions.Popularity)]);

        var users = Rows(encoder.Encode(histories, cut), encoder.Dimension);
        var single = Rows(encoder.Encode([.. Enumerable.Range(0, items.Count).Select(i => ItemHistories.Of(bundle.Schema, items.Hash(i)))], ItemHistories.Day), encoder.Dimension);
        yield return ("embedding: encoded item, cosine", Score(Unit(users), Unit(single)));
        yield return ("embedding: centred, cosine", Score(Unit(Centred(users)), Unit(Centred(single))));

        var raw = new float[bundle.Features.Width];
        var present = new bool[bundle.Features.Layout.Blocks.Count];
        var offset = 0;
        for (var m = 0; m < bundle.Schema.Modalities.Count; m++)
        {
            var (modality, start) = (bundle.Schema.Modalities[m], offset);
            float[][] own = [.. Enumerable.Range(0, items.Count).Select(i => items.Row(i).Slice(start, modality.Dimension).ToArray())];
            offset += modality.Dimension;
            foreach (var block in bundle.Features.Layout.Blocks.Where(b => b.Kind == FeatureBlockKind.Window && b.Modality == m))
            {
                float[][] pooled = [.. histories.Select(h =>
                {
                    bundle.Features.BuildRaw(h, cut, raw, present);
                    return raw.AsSpan(block.Offset, block.Width).ToArray();
                })];
                yield return ($"{block.Name}: pooled, cosine", Score(Unit(pooled), Unit(own)));
                yield return ($"{block.Name}: pooled, dot", Score(pooled, own));
                if (bundle.DecoderPath is { } decoder)
                {
                    float[][] decoded = [.. Run(decoder, users, BundleFiles.Reconstruction).Select(r => Raw(bundle.Schema, r, block))];
                    yield return ($"{block.Name}: decoded, cosine", Score(Unit(decoded), Unit(own)));
                    yield return ($"{block.Name}: decoded, dot", Score(decoded, own));
                }
            }
            if (bundle.FuturePath is { } future)
            {
                var width = items.Width;
                float[][] predicted = [.. Run(future, users, BundleFiles.Predicted).Select(r => r[^width..].AsSpan(start, modality.Dimension).ToArray())];
                yield return ($"{modality.Name}: predicted, cosine", Score(Unit(predicted), Unit(own)));
                yield return ($"{modality.Name}: predicted, dot", Score(predicted, own));
            }
        }
    }

    private static float[] Raw(FeatureSchema schema, float[] standardised, FeatureBlock block)
    {
        var values = standardised.AsSpan(block.Offset, block.Width).ToArray();
        for (var i = 0; i < values.Length && schema.Means.Count > 0; i++)
            values[i] = schema.Scales[block.Offset + i] > 0 ? values[i] / schema.Scales[block.Offset + i] + schema.Means[block.Offset + i] : 0;
        return values;
    }

    private static float[][] Run(string onnx, float[][] inputs, string output)
    {
        using var session = new InferenceSession(onnx);
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(inputs.SelectMany(v => v).ToArray(), [inputs.Length, inputs[0].Length]);
        using var results = session.Run(run, [BundleFiles.Output], [input], [output]);
        var values = results[0].GetTensorDataAsSpan<float>().ToArray();
        return Rows(values, values.Length / inputs.Length);
    }

    private static float[][] Score(float[][] users, float[][] items) => [.. users.AsParallel().AsOrdered().Select(u => items.Select(i => TensorPrimitives.Dot<float>(u, i)).ToArray())];

    private static float[][] Rows(float[] values, int width) => [.. values.Chunk(width)];

    private static float[][] Unit(float[][] rows) => [.. rows.Select(r =>
    {
        var unit = r.ToArray();
        if (TensorPrimitives.Norm<float>(r) is > 0 and var norm)
            TensorPrimitives.Divide(unit, norm, unit);
        return unit;
    })];

    private static float[][] Centred(float[][] rows)
    {
        var mean = new float[rows[0].Length];
        foreach (var row in rows)
            TensorPrimitives.Add(mean, row, mean);
        TensorPrimitives.Divide(mean, rows.Length, mean);
        return [.. rows.Select(r =>
        {
            var centred = new float[r.Length];
            TensorPrimitives.Subtract(r, mean, centred);
            return centred;
        })];
    }

    private static int Fail(IReadOnlyList<string> faults)
    {
        Console.Error.WriteLine(faults.Count == 0 ? "there are no events" : string.Join(Environment.NewLine, faults));
        return 1;
    }
}
