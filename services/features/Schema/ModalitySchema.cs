namespace UserRep.Features.Schema;

/// <summary>A family of frozen item vectors.</summary>
public sealed record ModalitySchema(string Name, int Dimension);
