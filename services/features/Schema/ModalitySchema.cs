namespace UserRep.Features.Schema;

/// <summary>A family of frozen item vectors, and how a window pools them.</summary>
public sealed record ModalitySchema(string Name, int Dimension, Pooling Pooling = Pooling.Mean);
