using UserRep.Features.Schema;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.ItemVectors;

internal static class ItemLearner
{
    public const string Collaborative = "collaborative";
    public const string Content = "content";
    public const string Category = "category";

    /// <param name="given">Vectors made elsewhere, by modality: they stand in for a learnt modality of the same name.</param>
    /// <returns>Modalities that have any vector.</returns>
    public static LearntItems Learn(
        EventLog log, bool[] countsAsLiking, IReadOnlyDictionary<string, IReadOnlyList<string>> categories,
        IReadOnlyDictionary<string, ItemVectorFile> given, ItemVectorOptions options, int seed)
    {
        var modalities = new List<ModalityVectors>();
        if (options.CollaborativeDimension > 0 && !given.ContainsKey(Collaborative))
        {
            var vectors = CollaborativeVectors.Learn(log, countsAsLiking, options, (ulong)seed);
            Add(Collaborative, vectors.Select((vector, item) => (log.Items[item], vector)).Where(v => v.vector is not null).ToDictionary(v => v.Item1, v => v.vector!));
        }
        if (options.ContentDimension > 0 && !given.ContainsKey(Content))
            Add(Content, ContentVectors.Learn(categories, options.ContentDimension, (ulong)seed));
        if (options.CategoryDimension > 0 && !given.ContainsKey(Category))
            Add(Category, CategoryVectors.Learn(log, categories, options.CategoryDimension), Pooling.LogSum);
        foreach (var (name, file) in given)
            Add(name, file.Vectors);
        return new LearntItems(modalities);

        void Add(string name, IReadOnlyDictionary<string, float[]> vectors, Pooling pooling = Pooling.Mean)
        {
            if (vectors.Count > 0)
                modalities.Add(new ModalityVectors(name, vectors.Values.First().Length, vectors, pooling));
        }
    }
}
