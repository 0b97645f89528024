using Microsoft.ML.OnnxRuntime;
using Google.Protobuf;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Networks.Ops;
using UserRep.Trainer.Networks.Tapes;

namespace UserRep.Trainer.Tests.Networks.Fitting;

public class AdamTests
{
    private const int Entries = 6;
    private const int Width = 3;

    [Fact]
    public void Step_NoGradient_WeightDecayShrinksWeightsAndSparesBiases() => OnTable((weights, run, adam) =>
    {
        Array.Fill(weights["out.bias"], 1);
        var before = weights.Copy();
        Array.Clear(run["out.weight.gradient"]);
        Array.Clear(run["out.bias.gradient"]);
        adam.Step(0.1);
        Assert.Equal(before[1].Select(w => w * 0.95f), weights["out.weight"]);
        Assert.All(weights["out.bias"], b => Assert.Equal(1, b));
    });

    [Fact]
    public void Step_Table_MovesOnlyRowsInUse_RepeatedOnesByTheSum() => OnTable((weights, run, adam) =>
    {
        var before = (float[])weights["items"].Clone();
        ((long[])[4, 1, 4]).CopyTo(run.Indices("item"), 0);
        // Row 4's two gradients cancel in the first column and add up in the others.
        ((float[])[1, 1, 1, 1, 1, 1, -1, 1, 1]).CopyTo(run["items.gradient"], 0);
        adam.Step(0.1);
        var moved = weights["items"].Zip(before, (now, then) => now - then * 0.95f).Chunk(Width).Select((row, i) => (Row: row, Used: i is 1 or 4)).ToArray();
        Assert.All(before.Zip(weights["items"]).Where((_, i) => !moved[i / Width].Used), p => Assert.Equal(p.First, p.Second));
        // Adam's first step is the learning rate, whatever the gradient's size.
        Assert.All(moved[1].Row, m => Assert.Equal(-0.1f, m, 1e-5f));
        Assert.Equal(0, moved[4].Row[0], 1e-6f);
        Assert.All(moved[4].Row.Skip(1), m => Assert.Equal(-0.1f, m, 1e-5f));
    });

    private static void OnTable(Action<WeightSet, BoundRun, Adam> test)
    {
        var random = new StableRandom(1);
        var tape = new Tape();
        var logits = tape.Dense(tape.Embedding(tape.IndexInput("item", -1), "items", Entries, Width, random), "out", 2, random);
        var graph = tape.Build(tape.SoftmaxCrossEntropy(logits, tape.Input("labels", -1, 2)));
        using var weights = new WeightSet(graph.Parameters);
        using var session = new InferenceSession(graph.Model.ToByteArray());
        using var run = new BoundRun(session, graph.Model, weights, rows: 3);
        test(weights, run, new Adam(weights, new AdamState(weights), [run], weightDecay: 0.5, threads: 1));
    }
}
