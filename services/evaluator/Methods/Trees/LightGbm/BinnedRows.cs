using System.Globalization;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods.Trees.LightGbm;

/// <summary>Rows whose features are sorted into bins, once for all outputs.</summary>
internal sealed class BinnedRows : IDisposable
{
    // Fewer bins than the default 255 train twice as fast; on 20,000 rows finer ones are noise.
    private const int MaxBins = 127;

    private readonly DatasetHandle _dataset;
    private readonly string _parameters;

    private BinnedRows(DatasetHandle dataset, string parameters) => (_dataset, _parameters) = (dataset, parameters);

    public DatasetHandle Handle => _dataset;

    public static BinnedRows Of(Matrix features, int minExamples)
    {
        // Binning leaves out features that no leaf of that size could tell apart, so both must be told the same size.
        var parameters = string.Create(CultureInfo.InvariantCulture, $"max_bin={MaxBins} min_data_in_leaf={minExamples} num_threads=1 verbosity=-1");
        NativeApi.Check(NativeApi.LGBM_DatasetCreateFromMat(features.Values, NativeApi.Float32, features.Rows, features.Width, isRowMajor: 1, parameters, IntPtr.Zero, out var dataset));
        return new BinnedRows(dataset, parameters);
    }

    /// <param name="rows">Ascending.</param>
    /// <param name="labels">0 or 1, one per row of the subset.</param>
    public BinnedRows Subset(int[] rows, float[] labels)
    {
        NativeApi.Check(NativeApi.LGBM_DatasetGetSubset(_dataset, rows, rows.Length, _parameters, out var subset));
        NativeApi.Check(NativeApi.LGBM_DatasetSetField(subset, "label", labels, labels.Length, NativeApi.Float32));
        return new BinnedRows(subset, _parameters);
    }

    public void Dispose() => _dataset.Dispose();
}
