using System.Globalization;

namespace UserRep.Trainer.Networks.Models;

/// <summary>What a classifier reads, written into a run's inputs.</summary>
internal sealed record ClassifierInputs(DenseRows Dense, CategoryRows? Categories = null)
{
    public const string DenseInput = "dense";

    public int Count => Dense.Count;

    public static string CategoryInput(int field) => string.Create(CultureInfo.InvariantCulture, $"category_{field}");

    public void Fill(BoundRun run, ReadOnlySpan<int> rows, Standardiser standardiser)
    {
        var dense = run[DenseInput];
        for (var i = 0; i < rows.Length; i++)
            standardiser.Apply(Dense[rows[i]], dense.AsSpan(i * Dense.Width, Dense.Width));
        if (Categories is not { } categories)
            return;
        var ids = categories.Ids.Span;
        for (var field = 0; field < categories.Sizes.Count; field++)
        {
            var into = run.Indices(CategoryInput(field));
            for (var i = 0; i < rows.Length; i++)
                into[i] = ids[rows[i] * categories.Sizes.Count + field];
        }
    }

    public void Check(List<string> faults)
    {
        Dense.Check("features", faults);
        if (Categories is not { } categories)
            return;
        categories.Check(faults);
        if (categories.Count != Dense.Count)
            faults.Add($"categories have {categories.Count} rows, features {Dense.Count}");
    }
}
