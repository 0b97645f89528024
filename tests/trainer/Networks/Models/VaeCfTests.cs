using UserRep.Trainer.Networks.Models;

namespace UserRep.Trainer.Tests.Networks.Models;

public class VaeCfTests
{
    private const int Users = 400;
    private const int Items = 40;
    private const int Groups = 4;

    private static readonly VaeCfOptions s_options = new() { Hidden = [32], Latent = 8, Epochs = 15, LearningRate = 0.01, BatchSize = 50, AnnealEpochs = 5 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Score_UsersOfAGroup_RankItsItemsFirst()
    {
        var rows = Fans(seed: 1);
        var fit = VaeCf.Fit(rows, s_options, Cancel);
        Assert.Empty(fit.Faults);
        using var model = fit.Model!;
        var unseen = Fans(seed: 2);
        var inGroup = new int[Users];
        model.Score(unseen, (row, logits) =>
        {
            var scores = logits.ToArray();
            inGroup[row] = Enumerable.Range(0, Items).OrderByDescending(i => scores[i]).Take(Items / Groups).Count(i => i % Groups == row % Groups);
        });
        Assert.True(inGroup.Average() > 0.9 * Items / Groups, $"{inGroup.Average()} of {Items / Groups}");
    }

    [Fact]
    public void Encode_SameSeed_GivesTheSameVectorsOnAnyThreadCountAndBatch()
    {
        var rows = Fans(seed: 1);
        using var model = VaeCf.Fit(rows, s_options with { Epochs = 2 }, Cancel).Model!;
        using var again = VaeCf.Fit(rows, s_options with { Epochs = 2, Threads = 1 }, Cancel).Model!;
        var vectors = model.Encode(rows);
        Assert.Equal(vectors, again.Encode(rows));
        var alone = model.Encode(new SparseRows(new int[] { 0, rows.ColumnsOf(0).Length }, rows.ColumnsOf(0).ToArray(), rows.ValuesOf(0).ToArray(), Items));
        Assert.All(alone.Zip(vectors), p => Assert.Equal(p.Second, p.First, 1e-5f));
    }

    [Fact]
    public void Encode_UserWithoutItems_HasAFiniteVector()
    {
        using var model = VaeCf.Fit(Fans(seed: 1), s_options with { Epochs = 1 }, Cancel).Model!;
        var vector = model.Encode(new SparseRows(new int[] { 0, 0 }, default, default, Items));
        Assert.Equal(s_options.Latent, vector.Length);
        Assert.All(vector, v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void Fit_BadRows_EveryFaultIsNamed()
    {
        var fit = VaeCf.Fit(new SparseRows(new int[] { 0, 2, 1, 3 }, new int[] { 0, 9, 1 }, new float[] { 1, -1, 1 }, 3), s_options with { Latent = 0 }, Cancel);
        Assert.Equal(4, fit.Faults.Count);
    }

    /// <summary>Users with three items of their own group of items, and one of any.</summary>
    private static SparseRows Fans(ulong seed)
    {
        var random = new StableRandom(seed);
        var (offsets, columns) = (new List<int> { 0 }, new List<int>());
        for (var u = 0; u < Users; u++)
        {
            var own = new HashSet<int> { random.Below(Items) };
            while (own.Count < 4)
                own.Add(random.Below(Items / Groups) * Groups + u % Groups);
            columns.AddRange(own.Order());
            offsets.Add(columns.Count);
        }
        return new SparseRows(offsets.ToArray(), columns.ToArray(), Enumerable.Repeat(1f, columns.Count).ToArray(), Items);
    }
}
