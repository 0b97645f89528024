using System.Net.Http.Headers;

namespace UserRep.Benchmarks.Mesh;

internal static class HttpCalls
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    /// <summary>Posts and reads the whole answer; anything but success ends the run.</summary>
    public static async Task PostAsync(this HttpMessageInvoker http, Uri uri, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = s_json;
        using var response = await http.SendAsync(request, CancellationToken.None);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{uri} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        await response.Content.CopyToAsync(Stream.Null);
    }
}
