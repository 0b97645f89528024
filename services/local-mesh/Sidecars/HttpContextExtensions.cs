using System.Globalization;
using Microsoft.AspNetCore.Http;
using UserRep.LocalMesh.State;

namespace UserRep.LocalMesh.Sidecars;

internal static class HttpContextExtensions
{
    public const string TtlExpireTime = "ttlExpireTime";

    /// <summary>A route value. The server leaves an encoded slash alone; a key may hold one.</summary>
    public static string Route(this HttpContext context, string name) =>
        (context.Request.RouteValues[name] as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Answers with <paramref name="error"/>, if there is one.</summary>
    public static async Task<bool> RefusedAsync(this HttpContext context, DaprError? error)
    {
        if (error is null)
            return false;
        await context.WriteErrorAsync(error);
        return true;
    }

    public static void AddExpiry(this HttpResponse response, in StateEntry entry)
    {
        if (entry.Expires is { } expires)
            response.Headers[$"metadata.{TtlExpireTime}"] = Rfc3339(expires);
    }

    public static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
