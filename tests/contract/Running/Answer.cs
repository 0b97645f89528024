using System.Text.Json.Nodes;

namespace UserRep.Contract.Tests.Running;

/// <summary>An HTTP answer, read to its end.</summary>
internal sealed record Answer(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Etag => Headers.GetValueOrDefault("etag");

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(',', h.Value)));

    public Answer Is(int status)
    {
        Assert.True(Status == status, $"expected {status}, got {Status}: {Body}");
        return this;
    }

    public Answer Fails(int status, string errorCode)
    {
        Is(status);
        Assert.Equal(errorCode, (string?)Json["errorCode"]);
        Assert.NotEmpty((string?)Json["message"] ?? "");
        return this;
    }
}
