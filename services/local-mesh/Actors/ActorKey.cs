using System.Buffers;

namespace UserRep.LocalMesh.Actors;

internal readonly record struct ActorKey(string Type, string Id)
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("#?/\\");

    /// <summary>daprd's rule for types, ids and method names: they must survive in a URL.</summary>
    public static bool IsValidName(string name) =>
        name.Length > 0 && !name.AsSpan().ContainsAny(Forbidden) && !name.Any(char.IsControl);

    public override string ToString() => $"{Type}||{Id}";
}
