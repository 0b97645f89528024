using System.Text.Json;

namespace UserRep.LocalMesh.Tests.Sidecars;

internal static class ResponseAssertions
{
    /// <summary>Every refusal is JSON with daprd's code and a message: the SDK reads nothing else.</summary>
    public static async Task<string> ShouldFailAsync(this HttpResponseMessage response, int status, string errorCode)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var body = JsonDocument.Parse(text);
        Assert.Equal(errorCode, body.RootElement.GetProperty("errorCode").GetString());
        Assert.NotEmpty(body.RootElement.GetProperty("message").GetString()!);
        return text;
    }
}
