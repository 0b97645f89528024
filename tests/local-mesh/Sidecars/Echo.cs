using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace UserRep.LocalMesh.Tests.Sidecars;

/// <summary>What an app saw of a call.</summary>
public sealed record Echo(string Method, string Target, string Body, int Port, Dictionary<string, string> Headers)
{
    public static async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString());
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        await context.Response.WriteAsJsonAsync(
            new Echo(context.Request.Method, target, await reader.ReadToEndAsync(), context.Connection.LocalPort, headers),
            new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
