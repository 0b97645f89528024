using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Contracts.Reads;

namespace UserRep.Client.Reading;

/// <summary>One call's question, written once however often it is asked.</summary>
internal sealed partial class BatchQuestion
{
    private BatchQuestion(byte[] body, int users, IReadOnlyList<string> accepts, bool groups) => (Body, Users, Accepts, Groups) = (body, users, accepts, groups);

    public byte[] Body { get; }

    public int Users { get; }

    public IReadOnlyList<string> Accepts { get; }

    public bool Groups { get; }

    public static BatchQuestion Of(ArraySegment<string> userIds, ReadOptions options, IReadOnlyList<string> accepts)
    {
        var request = new EmbeddingsRequest(userIds, options.MaxAge?.ToString("c"), accepts, options.Groups);
        return new BatchQuestion(JsonSerializer.SerializeToUtf8Bytes(request, Wire.Default.EmbeddingsRequest), userIds.Count, accepts, options.Groups);
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(EmbeddingsRequest))]
    private sealed partial class Wire : JsonSerializerContext;
}
