using Microsoft.AspNetCore.Http;

namespace UserRep.ServiceDefaults.Callers;

/// <summary>The Dapr app-id behind a request, as the caller's sidecar states it. An app can't set it itself: daprd overwrites the header.</summary>
public static class Caller
{
    public const string Header = "dapr-caller-app-id";

    /// <returns>Null where the header is missing or doubled: such a caller is nobody.</returns>
    public static string? AppId(HttpContext context) =>
        context.Request.Headers[Header] is [{ Length: > 0 } one] ? one : null;
}
