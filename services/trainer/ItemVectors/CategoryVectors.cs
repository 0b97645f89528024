using UserRep.Trainer.Events;

namespace UserRep.Trainer.ItemVectors;

/// <summary>One dimension per common category, 1 where the item belongs to it: pooled as sums, they count a user's activity by category.</summary>
internal static class CategoryVectors
{
    /// <returns>By item id, also for items that nobody acted on yet; empty if no item has a category.</returns>
    public static Dictionary<string, float[]> Learn(EventLog log, IReadOnlyDictionary<string, IReadOnlyList<string>> categories, int dimension)
    {
        var names = ItemGroups.Of(log, categories, dimension).Names;
        var number = names.Index().ToDictionary(n => n.Item, n => n.Index);
        var vectors = new Dictionary<string, float[]>();
        foreach (var (item, own) in categories)
        {
            var vector = new float[names.Count];
            foreach (var category in own)
            {
                if (number.TryGetValue(category, out var index))
                    vector[index] = 1;
            }
            if (Array.IndexOf(vector, 1f) >= 0)
                vectors[item] = vector;
        }
        return vectors;
    }
}
