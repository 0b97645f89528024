namespace UserRep.Features.Schema;

/// <summary>
/// A static attribute. With <paramref name="Buckets"/> 0 it is one-hot over <paramref name="Values"/> and one slot for
/// any other value; otherwise the value's hash picks one of the buckets. An absent attribute leaves the block empty.
/// </summary>
public sealed record AttributeSchema(string Name, IReadOnlyList<string> Values, int Buckets = 0)
{
    public int Width => Buckets > 0 ? Buckets : Values.Count + 1;
}
