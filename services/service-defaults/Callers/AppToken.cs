using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.ServiceDefaults.Callers;

/// <summary>
/// Where APP_API_TOKEN is set, which the sidecar sends with all that it asks of a service, nobody else is let in: the header that names a caller is worth
/// only as much as what keeps others from sending it. Health and metrics stay open, as who asks for them has no token.
/// </summary>
internal static class AppToken
{
    private const string Variable = "APP_API_TOKEN";
    private const string Header = "dapr-api-token";

    private static readonly PathString[] s_open = ["/livez", "/healthz", "/metrics"];

    public static void UseAppToken(this WebApplication app)
    {
        if (app.Configuration[Variable] is not { Length: > 0 } token)
            return;
        var expected = Encoding.UTF8.GetBytes(token);
        app.Use((context, next) => s_open.Contains(context.Request.Path) || IsMatch(context.Request, expected)
            ? next(context)
            : new Problem(StatusCodes.Status401Unauthorized, "NO_TOKEN", "The request lacks the token that this service's sidecar sends: come in through a sidecar.").ToResult().ExecuteAsync(context));
    }

    private static bool IsMatch(HttpRequest request, byte[] expected) =>
        request.Headers[Header] is [{ } sent] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), expected);
}
