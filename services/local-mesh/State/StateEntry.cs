namespace UserRep.LocalMesh.State;

/// <param name="Etag">Null when the key is missing (or has expired).</param>
internal readonly record struct StateEntry(ReadOnlyMemory<byte> Value, string? Etag, DateTimeOffset? Expires)
{
    public bool Found => Etag is not null;
}
