namespace UserRep.Features.Items;

/// <summary>An item with its frozen vector per modality; null where a modality has none for it.</summary>
/// <param name="Text">What the table says where it is asked for the item's text. Default: its id.</param>
public sealed record ItemRow(string Id, IReadOnlyList<float[]?> Vectors, string? Text = null);
