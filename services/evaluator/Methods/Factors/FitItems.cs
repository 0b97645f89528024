using UserRep.Evaluator.Samples;
using UserRep.Features.Schema;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Factors;

/// <summary>Who used what how much before the bundle's cut-off: what factor models learn from, the same for every view.</summary>
/// <param name="Rows">One row per user who isn't tested, so that nobody counts more often than others.</param>
/// <param name="ColumnOf">By the log's item; -1 for those that too few used.</param>
internal sealed record FitItems(SparseRows Rows, int[] ColumnOf)
{
    // An item that two people used says nothing of a third.
    private const int MinUsers = 3;

    public long Bytes => 8L * Rows.Values.Length + 4L * (Rows.Count + ColumnOf.Length);

    public static FitItems Of(EvaluationData data, FeatureSchema schema, int threads, CancellationToken cancellationToken)
    {
        var amounts = new ItemAmounts(data, schema);
        var users = Enumerable.Range(0, data.Log.Users.Length).Where(u => !data.IsTestUser[u]).ToArray();
        var rows = new (int Item, float Amount)[users.Length][];
        Parallel.For(0, users.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, u =>
        {
            var count = data.EventsBefore(users[u], data.CutOff);
            // Until the user's own last event: those who left long ago still tell which items go together.
            rows[u] = count == 0 ? [] : amounts.Of(users[u], count, data.Log.Of(users[u])[count - 1].At + 1);
        });

        var uses = new int[data.Log.Items.Length];
        foreach (var (item, _) in rows.SelectMany(r => r))
            uses[item]++;
        var column = new int[uses.Length];
        var width = 0;
        for (var i = 0; i < uses.Length; i++)
            column[i] = uses[i] >= MinUsers ? width++ : -1;
        return new FitItems(rows.Where(r => r.Length > 0).ToSparseRows(column, width), column);
    }
}
