using UserRep.Contracts.Events;
using UserRep.Features.Items;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.ItemVectors;

internal static class ItemLearner
{
    public const string Collaborative = "collaborative";
    public const string Content = "content";

    /// <param name="given">Vectors made elsewhere, by modality: they stand in for a learnt modality of the same name.</param>
    public static LearntItems Learn(
        EventLog log, bool[] countsAsLiking, IReadOnlyDictionary<string, IReadOnlyList<string>> categories,
        IReadOnlyDictionary<string, ItemVectorFile> given, ItemVectorOptions options, int seed)
    {
        var byModality = new List<IReadOnlyDictionary<string, float[]>>();
        var modalities = new List<ModalitySchema>();
        if (options.CollaborativeDimension > 0 && !given.ContainsKey(Collaborative))
        {
            var vectors = CollaborativeVectors.Learn(log, countsAsLiking, options, (ulong)seed);
            Add(Collaborative, vectors.Select((vector, item) => (log.Items[item], vector)).Where(v => v.vector is not null).ToDictionary(v => v.Item1, v => v.vector!));
        }
        if (options.ContentDimension > 0 && !given.ContainsKey(Content))
            Add(Content, ContentVectors.Learn(categories, options.ContentDimension, (ulong)seed));
        foreach (var (name, file) in given)
            Add(name, file.Vectors);
        // By hash, since that is how histories name items: ids that differ only in broken Unicode are one item.
        var ids = byModality.SelectMany(v => v.Keys).DistinctBy(StableHash.Of);
        return new LearntItems(modalities, [.. ids.Select(id => new ItemRow(id, [.. byModality.Select(v => v.GetValueOrDefault(id))]))]);

        void Add(string name, IReadOnlyDictionary<string, float[]> vectors)
        {
            if (vectors.Count == 0)
                return;
            modalities.Add(new ModalitySchema(name, vectors.Values.First().Length));
            byModality.Add(vectors);
        }
    }
}
