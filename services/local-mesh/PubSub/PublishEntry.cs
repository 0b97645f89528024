namespace UserRep.LocalMesh.PubSub;

/// <param name="Metadata">Request metadata merged with the entry's own: rawPayload, ttlInSeconds, cloudevent.* and the broker's.</param>
internal sealed record PublishEntry(string EntryId, ReadOnlyMemory<byte> Data, string ContentType, IReadOnlyDictionary<string, string> Metadata, string? TraceParent = null, string? TraceState = null);
