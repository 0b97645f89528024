using UserRep.Evaluator.Samples;
using UserRep.Features.Schema;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Factors;

/// <summary>Who used what how much, over the encoder's longest window.</summary>
/// <param name="Fit">To learn from: one row per user who isn't tested, before the bundle's cut-off, so that nobody counts more often than others. The same for every view.</param>
/// <param name="Samples">One row per sample of the view.</param>
internal sealed record UserItems(SparseRows Fit, SparseRows Samples)
{
    // An item that two people used says nothing of a third.
    private const int MinUsers = 3;

    public long Bytes => 8L * (Fit.Values.Length + Samples.Values.Length) + 4L * (Fit.Count + Samples.Count);

    public static UserItems Of(EvaluationData data, FeatureSchema schema, View view, int threads, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        var amounts = new ItemAmounts(data, schema);
        var samples = view.Population.Samples;
        var sampleRows = new (int, float)[samples.Length][];
        Parallel.For(0, samples.Length, parallel, s =>
        {
            var (count, until) = view.Known(data, samples[s]);
            sampleRows[s] = amounts.Of(samples[s].User, count, until);
        });

        var users = Enumerable.Range(0, data.Log.Users.Length).Where(u => !data.IsTestUser[u]).ToArray();
        var fitRows = new (int Column, float Value)[users.Length][];
        Parallel.For(0, users.Length, parallel, u =>
        {
            var count = data.EventsBefore(users[u], data.CutOff);
            // Until the user's own last event: those who left long ago still tell which items go together.
            fitRows[u] = count == 0 ? [] : amounts.Of(users[u], count, data.Log.Of(users[u])[count - 1].At + 1);
        });

        var uses = new int[data.Log.Items.Length];
        foreach (var (item, _) in fitRows.SelectMany(r => r))
            uses[item]++;
        var column = new int[uses.Length];
        var width = 0;
        for (var i = 0; i < uses.Length; i++)
            column[i] = uses[i] >= MinUsers ? width++ : -1;
        return new UserItems(Rows([.. fitRows.Where(r => r.Length > 0)]), Rows(sampleRows));

        SparseRows Rows((int Item, float Value)[][] rows) =>
            rows.Select(r => r.Where(i => column[i.Item] >= 0).Select(i => (column[i.Item], i.Value)).ToArray()).ToArray().ToSparseRows(width);
    }
}
