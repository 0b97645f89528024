using Dapr;
using Grpc.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace UserRep.ServiceDefaults.Problems;

/// <summary>A service, store or broker that this one needs did not answer: 503, to be tried again. Anything else that is thrown is a bug and stays a 500.</summary>
internal sealed partial class DependencyFailureHandler(ILogger<DependencyFailureHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (HttpRequestException or DaprException or RpcException))
            return false;
        LogFailure(httpContext.Request.Path, exception.Message);
        await Problem.Unavailable("DEPENDENCY_UNAVAILABLE", $"Something this service needs did not answer; try again. {exception.Message}").ToResult().ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} was answered with 503: {Reason}")]
    private partial void LogFailure(string path, string reason);
}
