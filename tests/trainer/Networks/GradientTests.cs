using UserRep.Trainer.Networks;
using UserRep.Trainer.Networks.Ops;
using UserRep.Trainer.Networks.Tapes;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Networks;

/// <summary>Every op's gradients against central differences of the loss itself.</summary>
public class GradientTests
{
    private const int Inputs = 7;
    private const int Width = 4;

    /// <summary>Ops between two dense layers, so that gradients must pass through them; most are used twice, so that gradients add up.</summary>
    private static readonly Dictionary<string, Func<Tape, TapeValue, TapeValue>> s_ops = new()
    {
        ["dense"] = (tape, x) => tape.Dense(x, "middle", 3, new StableRandom(3)),
        ["norm"] = (tape, x) => tape.LayerNorm(x, "norm"),
        ["Selu"] = (tape, x) => tape.Activate(x, Activation.Selu),
        ["Gelu"] = (tape, x) => tape.Activate(x, Activation.Gelu),
        ["Relu"] = (tape, x) => tape.Activate(x, Activation.Relu),
        ["Tanh"] = (tape, x) => tape.Activate(x, Activation.Tanh),
        ["dropout"] = (tape, x) => tape.Dropout(x, "mask", 0.4),
        ["add"] = (tape, x) => tape.Add(x, tape.Activate(x, Activation.Tanh)),
        ["sub"] = (tape, x) => tape.Sub(tape.Activate(x, Activation.Tanh), x),
        ["mul"] = (tape, x) => tape.Mul(x, tape.Mul(x, tape.Input("factor", -1, Width))),
        ["exp"] = (tape, x) => tape.Exp(tape.Scale(x, 0.3f)),
        ["slice"] = (tape, x) => tape.Mul(tape.Slice(x, 1, 2), tape.Slice(x, 2, 2)),
        ["concat"] = (tape, x) => tape.Concat(x, tape.Exp(tape.Scale(x, 0.3f)), x),
        ["dots"] = (tape, x) => tape.PairwiseDots([tape.Slice(x, 0, 2), tape.Slice(x, 2, 2), tape.Input("other", -1, 2), tape.Slice(x, 1, 2)]),
        ["affine"] = (tape, x) => tape.Affine(x, tape.Parameter(Parameter.Weight("square", Width, Width, new StableRandom(5))), x),
    };

    public static TheoryData<string> Ops => [.. s_ops.Keys];

    [Theory]
    [MemberData(nameof(Ops))]
    public void Op_Gradients_MatchFiniteDifferences(string op)
    {
        var random = new StableRandom(7);
        var tape = new Tape();
        var x = tape.Dense(tape.Input("x", -1, Inputs), "first", Width, random);
        GradientCheck.Run(tape.Build(Squared(tape, tape.Dense(s_ops[op](tape, x), "last", 3, random))));
    }

    [Fact]
    public void Embedding_RowsUsedTwiceAndNever_GradientsMatchFiniteDifferences()
    {
        var random = new StableRandom(9);
        var tape = new Tape();
        var row = tape.Embedding(tape.IndexInput("item", -1), "items", 6, Width, random);
        var graph = tape.Build(Squared(tape, tape.Dense(row, "last", 3, random)));
        GradientCheck.Run(graph, run => ((long[])[4, 0, 4, 2, 5]).CopyTo(run.Indices("item"), 0));
    }

    [Fact]
    public void SoftmaxLoss_CountsAndAnEmptyRow_GradientsMatchFiniteDifferences()
    {
        var tape = new Tape();
        var logits = tape.Dense(tape.Input("x", -1, Inputs), "first", 3, new StableRandom(7));
        GradientCheck.Run(tape.Build(tape.SoftmaxCrossEntropy(logits, tape.Input("counts", -1, 3))), run => ((float[])[1, 0, 0, 0, 2, 1, 0, 0, 0, 0.5f, 0.5f, 0, 0, 0, 1]).CopyTo(run["counts"], 0));
    }

    [Fact]
    public void SigmoidLoss_SomeLabelsUnknown_GradientsMatchFiniteDifferences()
    {
        var tape = new Tape();
        var logits = tape.Dense(tape.Input("x", -1, Inputs), "first", 2, new StableRandom(7));
        GradientCheck.Run(tape.Build(tape.SigmoidCrossEntropy(logits, tape.Input("labels", -1, 2), tape.Input("mask", -1, 2))), run =>
        {
            ((float[])[1, 0, 0, 0, 0, 1, 1, 1, 0, 1]).CopyTo(run["labels"], 0);
            ((float[])[1, 1, 0, 1, 1, 0, 1, 1, 1, 1]).CopyTo(run["mask"], 0);
        });
    }

    [Fact]
    public void VariationalAutoencoder_Gradients_MatchFiniteDifferences()
    {
        var random = new StableRandom(7);
        var tape = new Tape();
        var hidden = tape.Activate(tape.Dense(tape.Input("x", -1, Inputs), "first", Width, random), Activation.Tanh);
        var (mean, logVariance) = (tape.Dense(hidden, "mean", 2, random), tape.Scale(tape.Dense(hidden, "log_variance", 2, random), 0.5f));
        var noise = tape.Mul(tape.Exp(tape.Scale(logVariance, 0.5f)), tape.Noise(new RandomInput("noise"), -1, 2));
        var logits = tape.Dense(tape.Add(mean, noise), "last", 3, random);
        var loss = tape.Add(Squared(tape, logits), tape.Mul(tape.GaussianKl(mean, logVariance), tape.Input("kl_weight")));
        GradientCheck.Run(tape.Build(loss), run => run["kl_weight"][0] = 0.3f);
    }

    [Theory]
    [InlineData(false, 0, 0, 0)]
    [InlineData(true, 3, 0, 0)]
    [InlineData(true, 5, 1, 2)]
    [InlineData(false, 4, 0, 4)]
    public void WholeAutoencoder_Gradients_MatchFiniteDifferences(bool skip, int future, int binaryStart, int binaryCount)
    {
        var options = new TrainingOptions { Hidden = [6, 5], Latent = 3, LayerNorm = true, Activation = Activation.Gelu, Dropout = 0.2, Skip = skip, FutureHidden = future == 5 ? 4 : 0 };
        var lossWeights = Enumerable.Range(0, Inputs).Select(i => 0.05f + 0.03f * i).ToArray();
        var targets = future == 0 ? null : new FutureTargets([.. Enumerable.Repeat(0.3f, future)], binaryStart, binaryCount);
        GradientCheck.Run(AutoencoderGraph.Build(lossWeights, options, targets).Network, run =>
        {
            if (future > 0)
                Array.Fill(run[AutoencoderGraph.FutureWeight], 0.3f);
        });
    }

    [Fact]
    public void Tape_ParameterWithoutInfluence_IsRefused()
    {
        var tape = new Tape();
        var x = tape.Dense(tape.Input("x", -1, Inputs), "first", Width, new StableRandom(7));
        tape.Parameter(new Parameter("idle", [1], [0]));
        Assert.Throws<InvalidOperationException>(() => tape.Build(Squared(tape, x)));
    }

    private static TapeValue Squared(Tape tape, TapeValue value) =>
        tape.SquaredError(value, tape.Input("squared_target", -1, value.Width), tape.Constant("squared_weight", [.. Enumerable.Repeat(0.2f, value.Width)], value.Width));
}
