using UserRep.Features.Schema;

namespace UserRep.Trainer.ItemVectors;

/// <summary>Vectors of one modality, by item id, all of one length, and how windows pool them.</summary>
internal sealed record ModalityVectors(string Name, int Dimension, IReadOnlyDictionary<string, float[]> Vectors, Pooling Pooling = Pooling.Mean);
