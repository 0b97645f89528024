using System.Numerics.Tensors;

namespace UserRep.Trainer.ItemVectors;

/// <summary>Item vectors from categories: each weighted by how rare it is, reduced where there are more than dimensions.</summary>
internal static class ContentVectors
{
    /// <returns>By item id; empty if no item has a category. All vectors of one length.</returns>
    public static Dictionary<string, float[]> Learn(IReadOnlyDictionary<string, IReadOnlyList<string>> categoriesOfItem, int dimension, ulong seed)
    {
        // Ordered by name: the order of a dictionary must not decide what a dimension means.
        var uses = categoriesOfItem.SelectMany(i => i.Value.Distinct()).GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count());
        var number = uses.Keys.Order(StringComparer.Ordinal).Select((name, index) => (name, index)).ToDictionary(c => c.name, c => c.index);
        var weights = number.Keys.Select(c => (float)Math.Log(1 + categoriesOfItem.Count / (double)uses[c])).ToArray();
        var items = categoriesOfItem.Where(i => i.Value.Count > 0).OrderBy(i => i.Key, StringComparer.Ordinal)
            .Select(i => (Id: i.Key, Categories: i.Value.Distinct().Select(c => number[c]).Order().ToArray())).ToArray();
        (float[] Matrix, int Width) reduction = number.Count > dimension ? Reduction(items.Select(i => i.Categories), weights, dimension, seed) : (Identity(weights.Length), weights.Length);

        var vectors = new Dictionary<string, float[]>();
        foreach (var (id, categories) in items)
        {
            var vector = new float[reduction.Width];
            foreach (var c in categories)
                TensorPrimitives.MultiplyAdd(reduction.Matrix.AsSpan(c * reduction.Width, reduction.Width), weights[c], vector, vector);
            if (CollaborativeVectors.UnitLength(vector) is { } unit)
                vectors[id] = unit;
        }
        return vectors;
    }

    /// <summary>The leading right singular vectors of items x categories, from the small matrix of categories x categories.</summary>
    private static (float[] Matrix, int Width) Reduction(IEnumerable<int[]> items, float[] weights, int dimension, ulong seed)
    {
        var sums = new Dictionary<int, float>[weights.Length];
        for (var c = 0; c < sums.Length; c++)
            sums[c] = [];
        foreach (var categories in items)
        {
            foreach (var a in categories)
            {
                foreach (var b in categories)
                    sums[a][b] = sums[a].GetValueOrDefault(b) + weights[a] * weights[b];
            }
        }
        var rows = sums.Select(row => row.OrderBy(p => p.Key).ToArray())
            .Select(row => (row.Select(p => p.Key).ToArray(), row.Select(p => p.Value).ToArray())).ToArray();
        var (vectors, values) = SymmetricSpectrum.Top(new SparseMatrix(weights.Length, rows), dimension, seed);
        return (vectors, values.Length);
    }

    private static float[] Identity(int size)
    {
        var matrix = new float[size * size];
        for (var i = 0; i < size; i++)
            matrix[i * size + i] = 1;
        return matrix;
    }
}
