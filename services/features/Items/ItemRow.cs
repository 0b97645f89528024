namespace UserRep.Features.Items;

/// <summary>An item with its frozen vector per modality; null where a modality has none for it.</summary>
public sealed record ItemRow(string Id, IReadOnlyList<float[]?> Vectors);
