using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace UserRep.Benchmarks.Mesh;

/// <summary>The least that a hop can be in .NET: Kestrel takes the request, SocketsHttpHandler makes it again; no routes, no rules. The yardstick for a sidecar's hop.</summary>
internal static class BareProxy
{
    public static async Task RunAsync(int port, int to, CancellationToken ct)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.AddServerHeader = false).UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.Run(context => PassAsync(context, http, to));
        await app.StartAsync(ct);
        await app.WaitForShutdownAsync(ct);
    }

    private static async Task PassAsync(HttpContext context, HttpMessageInvoker http, int to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(context.Request.Method), $"http://127.0.0.1:{to}{context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}");
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name != "Host" && !request.Headers.TryAddWithoutValidation(name, values.ToString()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToString());
        }
        using var response = await http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        Copy(response.Headers.NonValidated, context.Response);
        Copy(response.Content.Headers.NonValidated, context.Response);
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static void Copy(HttpHeadersNonValidated headers, HttpResponse response)
    {
        foreach (var (name, values) in headers)
        {
            if (name != "Transfer-Encoding")
                response.Headers[name] = values.ToString();
        }
    }
}
