namespace UserRep.LocalMesh.State;

/// <summary>One write. Made by <see cref="Upsert"/> or <see cref="Delete"/>.</summary>
internal sealed record StateOperation
{
    public required string Key { get; init; }

    public bool IsDelete { get; private init; }

    public ReadOnlyMemory<byte> Value { get; private init; }

    /// <summary>True: opaque bytes, kept as base64. False: JSON text, kept as it is (HTTP and actors), so that a file interchanges with daprd's.</summary>
    public bool IsBinary { get; private init; }

    /// <summary>The version expected; null where any will do.</summary>
    public string? Etag { get; private init; }

    /// <summary>Without an etag: succeed only if the key is missing.</summary>
    public bool FirstWrite { get; private init; }

    /// <summary>Null keeps the value for ever.</summary>
    public TimeSpan? TimeToLive { get; private init; }

    public static StateOperation Upsert(string key, ReadOnlyMemory<byte> value, bool isBinary, string? etag = null, bool firstWrite = false, TimeSpan? timeToLive = null) =>
        new() { Key = key, Value = value, IsBinary = isBinary, Etag = Blank(etag), FirstWrite = firstWrite, TimeToLive = timeToLive };

    public static StateOperation Delete(string key, string? etag = null) => new() { Key = key, IsDelete = true, Etag = Blank(etag) };

    // An empty etag means no etag, on every store.
    private static string? Blank(string? etag) => string.IsNullOrEmpty(etag) ? null : etag;
}
