using UserRep.Trainer.Networks.Models;

namespace UserRep.Trainer.Tests.Networks.Models;

public class MlpClassifierTests
{
    private const int Rows = 1200;

    private static readonly MlpOptions s_options = new() { Hidden = [16], Epochs = 25, LearningRate = 0.01, BatchSize = 64 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Fit_LabelsThatNoLineDivides_AreLearntByAHiddenLayerOnly()
    {
        var (features, labels) = Crosses(seed: 1);
        var (unseen, truth) = Crosses(seed: 2);
        using var deep = MlpClassifier.Fit(features, labels, 1, s_options, default, Cancel).Model!;
        using var flat = MlpClassifier.Fit(features, labels, 1, s_options with { Hidden = [] }, default, Cancel).Model!;
        Assert.True(Accuracy(deep.Predict(unseen), truth) > 0.9);
        Assert.True(Accuracy(flat.Predict(unseen), truth) < 0.65);
    }

    [Fact]
    public void Fit_UnknownLabels_HaveNoSay()
    {
        // The second label is the first one's opposite, but where the first feature is negative it is unknown.
        var (features, first) = Crosses(seed: 1);
        var labels = new float[Rows * 2];
        for (var r = 0; r < Rows; r++)
            (labels[2 * r], labels[2 * r + 1]) = (first[r], features[r][0] < 0 ? float.NaN : 1 - first[r]);
        using var model = MlpClassifier.Fit(features, labels, 2, s_options, default, Cancel).Model!;
        var predicted = model.Predict(features);
        Assert.All(predicted, p => Assert.InRange(p, 0, 1));
        Assert.True(Accuracy([.. Known(predicted)], [.. Known(labels)]) > 0.9);

        IEnumerable<float> Known(float[] values) => Enumerable.Range(0, Rows).Where(r => !float.IsNaN(labels[2 * r + 1])).Select(r => values[2 * r + 1]);
    }

    [Fact]
    public void Fit_Classes_SharesSumToOne()
    {
        var (features, first) = Crosses(seed: 1);
        float[] labels = [.. Enumerable.Range(0, Rows).SelectMany(r => (float[])(r % 50 == 0 ? [float.NaN, float.NaN, float.NaN] : [first[r], 1 - first[r], 0]))];
        using var model = MlpClassifier.Fit(features, labels, 3, s_options with { Labels = LabelKind.Classes }, default, Cancel).Model!;
        var shares = model.Predict(features).Chunk(3).ToArray();
        Assert.All(shares, s => Assert.Equal(1, s.Sum(), 1e-4));
        Assert.True(shares.Where((s, r) => (s[0] > 0.5f) == (first[r] > 0.5f)).Count() > 0.9 * Rows);
        Assert.All(shares, s => Assert.True(s[2] < 0.2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fit_SameSeed_GivesTheSameModelOnAnyThreadCount(int threads)
    {
        var (features, labels) = Crosses(seed: 1);
        var options = s_options with { Epochs = 3, Dropout = 0.3 };
        using var one = MlpClassifier.Fit(features, labels, 1, options, default, Cancel).Model!;
        using var again = MlpClassifier.Fit(features, labels, 1, options with { Threads = threads }, default, Cancel).Model!;
        using var other = MlpClassifier.Fit(features, labels, 1, options with { Seed = 2 }, default, Cancel).Model!;
        Assert.Equal(one.Predict(features), again.Predict(features));
        Assert.NotEqual(one.Predict(features), other.Predict(features));
    }

    [Fact]
    public void Fit_BadInput_EveryFaultIsNamed()
    {
        float[] features = [0, float.NaN, 1, 2];
        var fit = MlpClassifier.Fit(new DenseRows(features, 2), new float[] { 0, 2 }, 1, s_options with { Dropout = 1, HeldOut = double.NaN, Hidden = [0] }, new int[5], Cancel);
        Assert.Null(fit.Model);
        Assert.Collection(fit.Faults.Order(), f => Assert.StartsWith("dropout", f), f => Assert.StartsWith("features", f), f => Assert.StartsWith("groups", f),
            f => Assert.StartsWith("heldOut", f), f => Assert.StartsWith("hidden", f), f => Assert.StartsWith("labels", f));
    }

    [Fact]
    public void Fit_AllRowsInOneGroup_IsRefused()
    {
        var (features, labels) = Crosses(seed: 1);
        Assert.Contains("too few", Assert.Single(MlpClassifier.Fit(features, labels, 1, s_options, new int[Rows], Cancel).Faults));
    }

    [Fact]
    public void Fit_StepsFarTooLong_IsAFaultAndNotNaN()
    {
        var (features, labels) = Crosses(seed: 1);
        var fit = MlpClassifier.Fit(features, labels, 1, s_options with { Hidden = [64, 64, 64, 64], Activation = Trainer.Training.Activation.Relu, LearningRate = 1, WeightDecay = 10, Dropout = 0 }, default, Cancel);
        if (fit.Model is { } model)
            Assert.All(model.Predict(features), p => Assert.InRange(p, 0, 1));
        else
            Assert.Contains("learningRate", Assert.Single(fit.Faults));
        fit.Model?.Dispose();
    }

    [Fact]
    public void Predict_RowsUnlikeThoseOfTheFit_AreRefused()
    {
        var (features, labels) = Crosses(seed: 1);
        using var model = MlpClassifier.Fit(features, labels, 1, s_options with { Epochs = 1 }, default, Cancel).Model!;
        Assert.Throws<ArgumentException>(() => model.Predict(features with { Width = 3 }));
        Assert.Throws<ArgumentException>(() => model.Predict(new DenseRows(new[] { 1, float.NaN }, 2)));
        Assert.Empty(model.Predict(new DenseRows(default, 2)));
    }

    [Fact]
    public void Fit_Cancelled_Stops()
    {
        var (features, labels) = Crosses(seed: 1);
        Assert.ThrowsAny<OperationCanceledException>(() => MlpClassifier.Fit(features, labels, 1, s_options, default, new CancellationToken(canceled: true)));
    }

    /// <summary>Two features, and whether they have the same sign; scales that differ by a thousand.</summary>
    private static (DenseRows Features, float[] Labels) Crosses(ulong seed)
    {
        var random = new StableRandom(seed);
        var features = new float[Rows * 2];
        for (var i = 0; i < features.Length; i++)
            features[i] = (float)random.Gaussian() * (i % 2 == 0 ? 1 : 1000);
        return (new DenseRows(features, 2), [.. features.Chunk(2).Select(f => f[0] * f[1] > 0 ? 1f : 0f)]);
    }

    private static double Accuracy(float[] predicted, float[] truth) => predicted.Zip(truth).Count(p => (p.First > 0.5f) == (p.Second > 0.5f)) / (double)truth.Length;
}
