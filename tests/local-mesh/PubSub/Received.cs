using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace UserRep.LocalMesh.Tests.PubSub;

internal sealed record Received(string Path, string Body, IReadOnlyDictionary<string, string> Headers, HttpContext Context)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The number in the event's data.</summary>
    public int Number => Json.GetProperty("data").GetProperty("n").GetInt32();

    /// <summary>Entry ids and numbers of a bulk.</summary>
    public List<(string EntryId, int Number)> Entries =>
        [.. Json.GetProperty("entries").EnumerateArray().Select(e => (e.GetProperty("entryId").GetString()!, e.GetProperty("event").GetProperty("data").GetProperty("n").GetInt32()))];
}
