using UserRep.Evaluator.Samples;
using UserRep.Features.Schema;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Factors;

/// <summary>Who used what how much, over the encoder's longest window.</summary>
/// <param name="Fit">To learn from; kept for itself, so not counted here.</param>
/// <param name="Samples">One row per sample of the view, of the same items.</param>
internal sealed record UserItems(SparseRows Fit, SparseRows Samples)
{
    public long Bytes => 8L * Samples.Values.Length + 4L * Samples.Count;

    public static UserItems Of(EvaluationData data, FeatureSchema schema, FitItems fit, View view, int threads, CancellationToken cancellationToken)
    {
        var amounts = new ItemAmounts(data, schema);
        var samples = view.Population.Samples;
        var rows = new (int, float)[samples.Length][];
        Parallel.For(0, samples.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, s =>
        {
            var (count, until) = view.Known(data, samples[s]);
            rows[s] = amounts.Of(samples[s].User, count, until);
        });
        return new UserItems(fit.Rows, rows.ToSparseRows(fit.ColumnOf, fit.Rows.Width));
    }
}
