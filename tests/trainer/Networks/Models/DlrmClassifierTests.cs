using UserRep.Trainer.Networks.Models;

namespace UserRep.Trainer.Tests.Networks.Models;

public class DlrmClassifierTests
{
    private const int Rows = 2000;
    private const int Users = 8;
    private const int Items = 10;

    private static readonly DlrmOptions s_options = new() { Bottom = [8], Top = [16], VectorWidth = 6, Epochs = 40, LearningRate = 0.02, BatchSize = 64, Dropout = 0, Patience = 10 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Fit_LabelsThatAreInteractions_AreLearnt()
    {
        var (features, categories, labels) = Tastes(seed: 1);
        var (unseen, unseenCategories, truth) = Tastes(seed: 2);
        var fit = DlrmClassifier.Fit(features, categories, labels, 1, s_options, default, Cancel);
        Assert.Empty(fit.Faults);
        using var model = fit.Model!;
        var right = model.Predict(unseen, unseenCategories).Zip(truth).Count(p => (p.First > 0.5f) == (p.Second > 0.5f));
        Assert.True(right > 0.9 * Rows, $"{right} of {Rows}");
    }

    [Fact]
    public void Fit_SameSeed_GivesTheSameModelOnAnyThreadCount()
    {
        var (features, categories, labels) = Tastes(seed: 1);
        using var one = DlrmClassifier.Fit(features, categories, labels, 1, s_options with { Epochs = 2 }, default, Cancel).Model!;
        using var again = DlrmClassifier.Fit(features, categories, labels, 1, s_options with { Epochs = 2, Threads = 1 }, default, Cancel).Model!;
        Assert.Equal(one.Predict(features, categories), again.Predict(features, categories));
    }

    [Fact]
    public void Fit_IdOutsideItsField_IsRefused()
    {
        var (features, categories, labels) = Tastes(seed: 1);
        var ids = categories.Ids.ToArray();
        ids[7] = Items;
        var fault = Assert.Single(DlrmClassifier.Fit(features, categories with { Ids = ids }, labels, 1, s_options, default, Cancel).Faults);
        Assert.Contains("row 3, field 1", fault);
    }

    /// <summary>Whether a user's hidden half and an item's hidden half are the same, turned round where the dense feature is negative.</summary>
    private static (DenseRows, CategoryRows, float[]) Tastes(ulong seed)
    {
        var random = new StableRandom(seed);
        var (features, ids, labels) = (new float[Rows], new int[Rows * 2], new float[Rows]);
        for (var r = 0; r < Rows; r++)
        {
            (features[r], ids[2 * r], ids[2 * r + 1]) = ((float)random.Gaussian(), random.Below(Users), random.Below(Items));
            labels[r] = (ids[2 * r] % 2 == ids[2 * r + 1] % 2) ^ (features[r] < 0) ? 1 : 0;
        }
        return (new DenseRows(features, 1), new CategoryRows(ids, [Users, Items]), labels);
    }
}
