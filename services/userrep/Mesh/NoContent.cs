namespace UserRep.Command.Mesh;

/// <summary>An answer that says nothing but that it was done.</summary>
internal sealed record NoContent;
