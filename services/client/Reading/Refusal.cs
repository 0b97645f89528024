using System.Net;
using System.Text.Json;

namespace UserRep.Client.Reading;

/// <summary>From an answer that is none to the exception that says why: a service's problem, the sidecar's error, or plain text.</summary>
internal static class Refusal
{
    private const string NotInvoked = "ERR_DIRECT_INVOKE";
    private const int MaxText = 1_000;

    // What every problem has, and what is said elsewhere in the exception.
    private static readonly string[] s_own = ["type", "title", "status", "detail", "code", "errors", "traceId", "errorCode", "message"];

    public static async Task<UserRepresentationsException> OfAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct).ConfigureAwait(false);
        try
        {
            if (JsonSerializer.Deserialize<JsonElement>(text) is { ValueKind: JsonValueKind.Object } body)
                return Of(response.StatusCode, body);
        }
        catch (JsonException)
        {
            // Not JSON: a proxy's page, or daprd's word on a wrong token.
        }
        return new UserRepresentationsException($"HTTP_{(int)response.StatusCode}", text.Length > MaxText ? text[..MaxText] : text, IsRetryable(response.StatusCode, null)) { Status = response.StatusCode };
    }

    private static UserRepresentationsException Of(HttpStatusCode status, JsonElement body)
    {
        var errors = body.TryGetProperty("errors", out var fields) && fields.ValueKind == JsonValueKind.Object
            ? fields.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Array).ToDictionary(f => f.Name, f => f.Value.EnumerateArray().Select(e => e.ToString()).ToArray())
            : [];
        var code = Text(body, "code") ?? Text(body, "errorCode") ?? (errors.Count > 0 ? ClientCodes.InvalidRequest : $"HTTP_{(int)status}");
        var detail = Text(body, "detail") ?? Text(body, "message") ?? (errors.Count > 0 ? string.Join(' ', errors.SelectMany(e => e.Value)) : Text(body, "title") ?? status.ToString());
        return new UserRepresentationsException(code, detail, IsRetryable(status, code))
        {
            Status = status,
            Errors = errors,
            Facts = body.EnumerateObject().Where(p => !s_own.Contains(p.Name)).ToDictionary(p => p.Name, p => p.Value),
        };
    }

    /// <summary>What was refused stays refused; only a service that is not there (yet) is worth asking again.</summary>
    private static bool IsRetryable(HttpStatusCode status, string? code) =>
        status == HttpStatusCode.ServiceUnavailable || (status == HttpStatusCode.InternalServerError && code == NotInvoked);

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
