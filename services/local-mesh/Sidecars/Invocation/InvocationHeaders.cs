using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace UserRep.LocalMesh.Sidecars.Invocation;

/// <summary>Which headers travel from caller to callee and back.</summary>
internal static class InvocationHeaders
{
    public const string AppId = "dapr-app-id";
    public const string CallerAppId = "dapr-caller-app-id";
    public const string CalleeAppId = "dapr-callee-app-id";
    public const string CallerNamespace = "dapr-caller-namespace";
    public const string ApiToken = "dapr-api-token";

    private static readonly FrozenSet<string> HopByHop = new[]
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Only a sidecar may say who calls; an app that says so itself is not believed. Forwarded headers are rewritten, Host belongs to the connection.
    private static readonly FrozenSet<string> Reserved = new[]
    {
        AppId, CallerAppId, CalleeAppId, CallerNamespace, ApiToken, "Host", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool ForCallee(string name, string? connection) => !Reserved.Contains(name) && ForCaller(name, connection);

    /// <param name="connection">The message's Connection header, which may name further headers of that hop.</param>
    public static bool ForCaller(string name, string? connection) =>
        !HopByHop.Contains(name) && (string.IsNullOrEmpty(connection) || !connection.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Adds the request's headers to <paramref name="message"/>, content headers to its content.</summary>
    public static void CopyTo(this IHeaderDictionary headers, HttpRequestMessage message)
    {
        var connection = headers.Connection.ToString();
        foreach (var (name, values) in headers)
        {
            if (!ForCallee(name, connection))
                continue;
            // Nearly all have one value, which needs no list.
            if (values.Count == 1)
            {
                if (!message.Headers.TryAddWithoutValidation(name, values[0]))
                    message.Content?.Headers.TryAddWithoutValidation(name, values[0]);
            }
            else if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }
    }

    public static void CopyTo(this HttpResponseMessage message, HttpResponse response)
    {
        var connection = message.Headers.NonValidated.TryGetValues("Connection", out var hop) ? hop.ToString() : null;
        foreach (var (name, values) in message.Headers.NonValidated)
            if (ForCaller(name, connection))
                response.Headers[name] = Plain(values);
        foreach (var (name, values) in message.Content.Headers.NonValidated)
            response.Headers[name] = Plain(values);
    }

    private static StringValues Plain(HeaderStringValues values) => values.Count == 1 ? values.ToString() : values.ToArray();
}
