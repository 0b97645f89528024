using System.Numerics.Tensors;
using UserRep.Evaluator.Methods.Factors;
using UserRep.Evaluator.Samples;
using UserRep.Trainer;
using UserRep.Trainer.Metrics;

namespace UserRep.Evaluator.Tests.Methods;

public sealed class FactorModelTests
{
    private const int Tastes = 4;
    private const int Items = 80;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Models => ["als", "nmf"];

    /// <summary>Users of four tastes, each with a tenth of the items; what they didn't show is asked.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void FactorModel_PlantedTastes_ForetellsUnseenItemsOfUsersNotLearntFrom(string name)
    {
        var random = new StableRandom(5);
        var learn = Enumerable.Range(0, 600).Select(_ => Row(random.Below(Tastes), random)).ToArray().ToSparseRows(Items);
        var tastes = Enumerable.Range(0, 100).Select(_ => random.Below(Tastes)).ToArray();
        var others = tastes.Select(t => Row(t, random)).ToArray().ToSparseRows(Items);
        var model = Model(name, width: 6, threads: 2);
        var items = model.LearnItems(learn, Cancel);
        var users = model.FoldIn(others, items, Cancel);
        var popularity = learn.Transposed();

        var (scores, popular, truth) = (new List<float>(), new List<float>(), new List<bool>());
        for (var u = 0; u < tastes.Length; u++)
        {
            for (var i = 0; i < Items; i++)
            {
                if (others.ColumnsOf(u).Contains(i))
                    continue;
                scores.Add(TensorPrimitives.Dot<float>(users.Row(u), items.Row(i)));
                popular.Add(popularity.ColumnsOf(i).Length);
                truth.Add(i % Tastes == tastes[u]);
            }
        }
        Assert.True(new Auc([.. scores], [.. truth]).Of([]) > 0.95);
        Assert.True(new Auc([.. popular], [.. truth]).Of([]) < 0.6);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void FactorModel_OtherThreadsAndOtherNeighbours_GiveTheSameVectors(string name)
    {
        var random = new StableRandom(6);
        var rows = Enumerable.Range(0, 60).Select(_ => Row(random.Below(Tastes), random)).ToArray().ToSparseRows(Items);
        (int, float)[][] alone = [[.. rows.ColumnsOf(7).ToArray().Zip(rows.ValuesOf(7).ToArray())], []];
        var items = Model(name, 5, threads: 2).LearnItems(rows, Cancel);
        Assert.Equal(items.Values, Model(name, 5, threads: 1).LearnItems(rows, Cancel).Values);
        var folded = Model(name, 5, threads: 1).FoldIn(alone.ToSparseRows(Items), items, Cancel);
        Assert.Equal(Model(name, 5, threads: 2).FoldIn(rows, items, Cancel).Row(7).ToArray(), folded.Row(0).ToArray());
        Assert.All(folded.Row(1).ToArray(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Als_FoldedIn_SolvesTheNormalEquations()
    {
        const int width = 3;
        const double regularisation = 0.5, alpha = 4;
        var random = new StableRandom(8);
        var items = new Matrix(20, width);
        foreach (ref var value in items.Values.AsSpan())
            value = (float)random.Gaussian();
        (int, float)[][] used = [[(2, 0.7f), (11, 1.5f)]];
        var x = new ImplicitAls(width, regularisation, alpha, 1, 1).FoldIn(used.ToSparseRows(20), items, Cancel).Row(0).ToArray();
        for (var f = 0; f < width; f++)
        {
            // Of half the loss: sum over items of confidence x (product - used) x y, plus regularisation x.
            var gradient = regularisation * x[f];
            for (var i = 0; i < 20; i++)
            {
                var amount = used[0].FirstOrDefault(u => u.Item1 == i).Item2;
                gradient += (1 + alpha * amount) * (TensorPrimitives.Dot<float>(items.Row(i), x) - (amount > 0 ? 1 : 0)) * items.Row(i)[f];
            }
            Assert.Equal(0, gradient, 1e-3);
        }
    }

    [Fact]
    public void Nmf_Vectors_AreNeverNegative()
    {
        var random = new StableRandom(9);
        var rows = Enumerable.Range(0, 80).Select(_ => Row(random.Below(Tastes), random)).ToArray().ToSparseRows(Items);
        var model = Model("nmf", 6, 2);
        var items = model.LearnItems(rows, Cancel);
        Assert.All(items.Values.Concat(model.FoldIn(rows, items, Cancel).Values), v => Assert.True(v >= 0));
        Assert.Contains(items.Values, v => v > 0);
    }

    private static IFactorModel Model(string name, int width, int threads) =>
        name == "als" ? new ImplicitAls(width, regularisation: 1, alpha: 10, seed: 1, threads) : new NonNegativeFactors(width, regularisation: 0.1, seed: 1, threads);

    private static (int, float)[] Row(int taste, StableRandom random) =>
        [.. Enumerable.Range(0, Items).Where(i => random.Chance(i % Tastes == taste ? 0.35 : 0.02)).Select(i => (i, (float)(0.5 + random.Next())))];
}
