using UserRep.Contracts.Events;
using UserRep.Features.Items;
using UserRep.Features.Schema;

namespace UserRep.Trainer.ItemVectors;

/// <summary>The modalities of a bundle and every item that has a vector in at least one.</summary>
internal sealed class LearntItems(IReadOnlyList<ModalityVectors> byModality)
{
    public IReadOnlyList<ModalityVectors> ByModality => byModality;

    public IReadOnlyList<ModalitySchema> Modalities { get; } = [.. byModality.Select(m => new ModalitySchema(m.Name, m.Dimension, m.Pooling))];

    /// <summary>One row per id hash, since that is how histories name items: ids that differ only in broken Unicode are one item.</summary>
    public IReadOnlyList<ItemRow> Rows { get; } =
        [.. byModality.SelectMany(m => m.Vectors.Keys).DistinctBy(StableHash.Of).Select(id => new ItemRow(id, [.. byModality.Select(m => m.Vectors.GetValueOrDefault(id))]))];
}
