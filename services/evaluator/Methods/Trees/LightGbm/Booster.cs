using System.Globalization;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods.Trees.LightGbm;

/// <summary>Gradient-boosted trees for one yes or no.</summary>
internal sealed class Booster : IDisposable
{
    public const int MaxTrees = 400;

    // Trees without a better held-out loss before boosting stops.
    private const int Patience = 25;

    private readonly BoosterHandle _booster;
    private readonly int _trees;

    private Booster(BoosterHandle booster, int trees) => (_booster, _trees) = (booster, trees);

    /// <param name="heldOut">Tells when to stop; null: all trees are kept.</param>
    public static Booster Fit(BinnedRows rows, BinnedRows? heldOut, int leaves, double rate, int minExamples, int seed, CancellationToken cancellationToken)
    {
        // One thread: its threads spin while they wait, which on a busy machine takes longer than the work. Outputs run side by side instead.
        var parameters = string.Create(CultureInfo.InvariantCulture,
            $"objective=binary metric=binary_logloss num_leaves={leaves} learning_rate={rate} min_data_in_leaf={minExamples} feature_fraction=0.7 bagging_fraction=0.8 bagging_freq=1 lambda_l2=1 seed={seed} deterministic=true force_col_wise=true num_threads=1 verbosity=-1");
        NativeApi.Check(NativeApi.LGBM_BoosterCreate(rows.Handle, parameters, out var booster));
        if (heldOut is not null)
            NativeApi.Check(NativeApi.LGBM_BoosterAddValidData(booster, heldOut.Handle));
        var (best, bestLoss, loss) = (0, double.MaxValue, new double[1]);
        for (var tree = 1; tree <= MaxTrees && tree - best <= Patience; tree++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            NativeApi.Check(NativeApi.LGBM_BoosterUpdateOneIter(booster, out var isFinished));
            if (heldOut is not null)
                NativeApi.Check(NativeApi.LGBM_BoosterGetEval(booster, 1, out _, loss));
            if (heldOut is null || loss[0] < bestLoss)
                (best, bestLoss) = (tree, loss[0]);
            if (isFinished != 0)
                break;
        }
        return new Booster(booster, best);
    }

    /// <summary>Log-odds, one per row.</summary>
    public double[] Scores(Matrix features)
    {
        var scores = new double[features.Rows];
        NativeApi.Check(NativeApi.LGBM_BoosterPredictForMat(_booster, features.Values, NativeApi.Float32, features.Rows, features.Width, isRowMajor: 1,
            NativeApi.RawScore, firstTree: 0, _trees, "num_threads=1 verbosity=-1", out _, scores));
        return scores;
    }

    public void Dispose() => _booster.Dispose();
}
