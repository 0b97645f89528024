using System.Text.Json.Serialization;

namespace UserRep.LocalMesh.PubSub.Deliveries;

internal sealed record BulkReply(IReadOnlyList<BulkReplyEntry>? Statuses);

internal sealed record BulkReplyEntry(string? EntryId, string? Status);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(BulkReply))]
internal sealed partial class BulkReplyJson : JsonSerializerContext;
