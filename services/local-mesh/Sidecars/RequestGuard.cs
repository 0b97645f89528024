using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Sidecars.Invocation;
using UserRep.LocalMesh.Sidecars.Runtime;
using UserRep.LocalMesh.Sidecars.State;
using UserRep.LocalMesh.State;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>First to see a request: cleans its path, asks for the API token, and turns what goes wrong behind it into daprd's words.</summary>
internal sealed partial class RequestGuard(SidecarOptions options, ILogger<RequestGuard> logger)
{
    private readonly byte[]? _token = options.ApiToken is { } token ? Encoding.UTF8.GetBytes(token) : null;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        CleanPath(context.Request);
        if (!IsAllowed(context.Request))
        {
            await RefuseAsync(context);
            return;
        }
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException failure) when (!context.Response.HasStarted)
        {
            await context.WriteErrorAsync(failure.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? DaprErrors.BodyTooLarge(options.MaxMessageBytes)
                : DaprErrors.Malformed(failure.Message));
        }
        catch (StateStoreException failure) when (!context.Response.HasStarted)
        {
            LogFailed(context.Request.Path, failure);
            await context.WriteErrorAsync(DaprErrors.StateFailed(StateErrorCodes.Get, "", failure.Message));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
    }

    // The SDK's actor calls begin with two slashes.
    private static void CleanPath(HttpRequest request)
    {
        var path = request.Path.Value!;
        if (path.Contains("//", StringComparison.Ordinal))
            request.Path = "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
    }

    private bool IsAllowed(HttpRequest request) =>
        _token is null
        || request.Path.StartsWithSegments(RuntimeHttp.HealthPath)
        || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[InvocationHeaders.ApiToken].ToString()), _token);

    private static Task RefuseAsync(HttpContext context)
    {
        if (context.Request.Protocol == HttpProtocol.Http2)
            return context.WriteGrpcErrorAsync(DaprErrors.BadToken);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(DaprErrors.BadToken.Message);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed")]
    private partial void LogFailed(string path, Exception failure);
}
