namespace UserRep.Trainer.ItemVectors;

/// <summary>Vectors of one modality, by item id, all of one length.</summary>
internal sealed record ModalityVectors(string Name, int Dimension, IReadOnlyDictionary<string, float[]> Vectors);
