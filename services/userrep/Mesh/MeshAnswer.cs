using System.Net;

namespace UserRep.Command.Mesh;

/// <param name="Fault">Why there is no value; null exactly if there is one.</param>
/// <param name="Status">Null where nobody answered.</param>
internal sealed record MeshAnswer<T>(T? Value, string? Fault, HttpStatusCode? Status);
