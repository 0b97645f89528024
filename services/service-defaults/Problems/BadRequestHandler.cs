using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace UserRep.ServiceDefaults.Problems;

/// <summary>A body that is no JSON, or not of the shape asked for, is the caller's fault, in every environment: its status, with where it went wrong.</summary>
internal sealed class BadRequestHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
            return false;
        var detail = bad.InnerException is JsonException json ? json.Message : bad.Message;
        await new Problem(bad.StatusCode, "BAD_REQUEST", detail).ToResult().ExecuteAsync(httpContext);
        return true;
    }
}
