using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace UserRep.LocalMesh.Sidecars.Invocation;

/// <summary>Whom a request is for. The path is taken from the request line, so that the app sees the encoding the caller chose.</summary>
/// <param name="PathAndQuery">Starts with a slash.</param>
internal readonly record struct InvocationTarget(string AppId, string PathAndQuery)
{
    private const string Marker = "/method/";

    /// <summary><c>/v1.0/invoke/{appId}/method/{path}</c>.</summary>
    public static InvocationTarget FromRoute(HttpContext context)
    {
        var target = RawTarget(context);
        var start = target.IndexOf(Marker, StringComparison.Ordinal);
        var path = start < 0 ? "" : target[(start + Marker.Length)..].TrimStart('/');
        return new InvocationTarget(context.Route("appId"), "/" + path);
    }

    /// <summary>Any path, with the callee in <c>dapr-app-id</c> or as <c>dapr-app-id:{appId}</c> in basic authentication.</summary>
    public static InvocationTarget? FromHeaders(HttpContext context)
    {
        var appId = context.Request.Headers[InvocationHeaders.AppId].ToString();
        if (appId.Length == 0)
            appId = FromBasic(context.Request.Headers.Authorization.ToString());
        return appId.Length == 0 ? null : new InvocationTarget(appId, RawTarget(context));
    }

    private static string RawTarget(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        // A proxy-style client sends a whole URL on the request line.
        return target.StartsWith('/') ? target : Uri.TryCreate(target, UriKind.Absolute, out var uri) ? uri.PathAndQuery : "/";
    }

    private static string FromBasic(string authorization)
    {
        const string scheme = "Basic ";
        const string user = InvocationHeaders.AppId + ":";
        Span<byte> decoded = stackalloc byte[256];
        if (!authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(authorization[scheme.Length..], decoded, out var length))
            return "";
        var credentials = Encoding.UTF8.GetString(decoded[..length]);
        return credentials.StartsWith(user, StringComparison.Ordinal) ? credentials[user.Length..] : "";
    }
}
