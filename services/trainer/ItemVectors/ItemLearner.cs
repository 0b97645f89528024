using UserRep.Features.Items;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.ItemVectors;

internal static class ItemLearner
{
    public const string Collaborative = "collaborative";
    public const string Content = "content";
    public const string Category = "category";

    public static LearntItems Learn(EventLog log, bool[] countsAsLiking, IReadOnlyDictionary<string, IReadOnlyList<string>> categories, ItemVectorOptions options, int seed)
    {
        var byModality = new List<Dictionary<string, float[]>>();
        var modalities = new List<ModalitySchema>();
        if (options.CollaborativeDimension > 0)
        {
            var vectors = CollaborativeVectors.Learn(log, countsAsLiking, options, (ulong)seed);
            Add(Collaborative, vectors.Select((vector, item) => (log.Items[item], vector)).Where(v => v.vector is not null).ToDictionary(v => v.Item1, v => v.vector!));
        }
        if (options.ContentDimension > 0)
            Add(Content, ContentVectors.Learn(categories, options.ContentDimension, (ulong)seed));
        if (options.CategoryDimension > 0)
            Add(Category, CategoryVectors.Learn(log, categories, options.CategoryDimension), Pooling.LogSum);
        var ids = byModality.SelectMany(v => v.Keys).Distinct();
        return new LearntItems(modalities, [.. ids.Select(id => new ItemRow(id, [.. byModality.Select(v => v.GetValueOrDefault(id))]))]);

        void Add(string name, Dictionary<string, float[]> vectors, Pooling pooling = Pooling.Mean)
        {
            if (vectors.Count == 0)
                return;
            modalities.Add(new ModalitySchema(name, vectors.Values.First().Length, pooling));
            byModality.Add(vectors);
        }
    }
}
