using System.Text.Json;
using Google.Protobuf;
using UserRep.Contracts.Reads;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.VersionRouter.Reads;

/// <summary>Asks another service in protobuf.</summary>
internal static class BinaryCalls
{
    /// <summary>What the other service finds wrong with the question is the caller's to know; anything else that it answers is its own trouble.</summary>
    public static async Task<Outcome<T>> AskAsync<T>(this HttpClient service, string path, IMessage question, MessageParser<T> parser, string unavailable, CancellationToken ct)
        where T : class, IMessage<T>
    {
        using var content = new ByteArrayContent(question.ToByteArray()) { Headers = { ContentType = new(MediaTypes.Protobuf) } };
        using var response = await service.PostAsync(path, content, ct);
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        if (response.IsSuccessStatusCode)
            return parser.ParseFrom(body);
        return (int)response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status422UnprocessableEntity or StatusCodes.Status503ServiceUnavailable
            && response.Content.Headers.ContentType?.MediaType == "application/problem+json" && Read((int)response.StatusCode, body) is { } problem
            ? problem with { RetryAfterSeconds = (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds }
            : Problem.Unavailable(unavailable, $"{path} was answered with {(int)response.StatusCode}; try again.");
    }

    private static Problem? Read(int status, byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        if (!json.RootElement.TryGetProperty("code", out var code) || code.GetString() is not { } known)
            return null;
        var problem = new Problem(status, known, json.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() ?? known : known);
        // What exists instead.
        return json.RootElement.TryGetProperty("spaces", out var spaces) ? problem.With("spaces", spaces.Deserialize<string[]>()) : problem;
    }
}
