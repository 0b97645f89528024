using UserRep.Features.Items;
using UserRep.Features.Schema;

namespace UserRep.Trainer.ItemVectors;

/// <summary>The modalities of a bundle and every item that has a vector in at least one.</summary>
internal sealed record LearntItems(IReadOnlyList<ModalitySchema> Modalities, IReadOnlyList<ItemRow> Rows);
