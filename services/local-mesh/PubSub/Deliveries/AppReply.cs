using System.Net;
using System.Text.Json;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>What a subscriber's answer means. The two forms differ on purpose: an unreadable answer to one event is success, to a bulk it is retry.</summary>
internal static class AppReply
{
    public static DeliveryStatus Single(HttpStatusCode code, ReadOnlySpan<byte> body)
    {
        if (code == HttpStatusCode.NotFound)
            return DeliveryStatus.Drop;
        if ((int)code is < 200 or > 299)
            return DeliveryStatus.Retry;
        try
        {
            var reader = new Utf8JsonReader(body);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? StatusOf(ref reader, "") : DeliveryStatus.Success;
        }
        catch (JsonException)
        {
            return DeliveryStatus.Success;
        }
    }

    /// <summary>Fills <paramref name="statuses"/>, which belong to <paramref name="ids"/> in order.</summary>
    public static void Bulk(HttpStatusCode code, ReadOnlyMemory<byte> body, IReadOnlyList<long> ids, Span<DeliveryStatus> statuses)
    {
        statuses.Fill(code == HttpStatusCode.NotFound ? DeliveryStatus.Gone : DeliveryStatus.Retry);
        if ((int)code is < 200 or > 299)
            return;
        try
        {
            var reply = JsonSerializer.Deserialize(body.Span, BulkReplyJson.Default.BulkReply);
            foreach (var entry in reply?.Statuses ?? [])
            {
                Set(entry.EntryId, Named(entry.Status, otherwise: DeliveryStatus.Retry), ids, statuses);
            }
        }
        catch (JsonException)
        {
            statuses.Fill(DeliveryStatus.Retry);
        }
    }

    /// <summary>An entry that was never sent is passed over.</summary>
    public static void Set(string? entryId, DeliveryStatus status, IReadOnlyList<long> ids, Span<DeliveryStatus> statuses)
    {
        if (long.TryParse(entryId, out var id) && Find(ids, id) is var at and >= 0)
            statuses[at] = status;
    }

    private static DeliveryStatus StatusOf(ref Utf8JsonReader reader, string status)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isStatus = reader.GetString()!.Equals("status", StringComparison.OrdinalIgnoreCase);
            reader.Read();
            if (isStatus && reader.TokenType == JsonTokenType.String)
                status = reader.GetString()!;
            else if (isStatus && reader.TokenType != JsonTokenType.Null)
                // Not a string: daprd can't read such an answer, which makes it a success.
                return DeliveryStatus.Success;
            reader.Skip();
        }
        return Named(status, otherwise: DeliveryStatus.Success);
    }

    private static DeliveryStatus Named(string? status, DeliveryStatus otherwise) => status switch
    {
        null or "" => otherwise,
        "SUCCESS" => DeliveryStatus.Success,
        "DROP" => DeliveryStatus.Drop,
        _ => DeliveryStatus.Retry,
    };

    private static int Find(IReadOnlyList<long> ids, long id)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids[i] == id)
                return i;
        }
        return -1;
    }
}
