using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using UserRep.ServiceDefaults;

namespace UserRep.VersionRouter.Tests.Callers;

public class AppTokenTests
{
    private const string Token = "a token";

    [Theory]
    [InlineData(Token, HttpStatusCode.OK)]
    [InlineData("another", HttpStatusCode.Unauthorized)]
    [InlineData("a toke", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Request_WhereATokenIsSet_NeedsIt(string? sent, HttpStatusCode expected) => Assert.Equal(expected, await GetAsync(Token, "/v1/thing", sent));

    [Fact]
    public async Task Request_WithTheTokenTwice_IsRefused() => Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(Token, "/v1/thing", Token, Token));

    [Theory]
    [InlineData("/livez")]
    [InlineData("/healthz")]
    public async Task Health_WhereATokenIsSet_IsOpen(string path) => Assert.Equal(HttpStatusCode.OK, await GetAsync(Token, path));

    [Theory]
    [InlineData("/livez/../v1/thing")]
    [InlineData("/v1/thing?/healthz")]
    [InlineData("/healthz/v1/thing")]
    public async Task Request_ThatLooksLikeHealth_NeedsTheToken(string path) => Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(Token, path));

    [Fact]
    public async Task Request_WhereNoneIsSet_IsLetIn() => Assert.Equal(HttpStatusCode.OK, await GetAsync(null, "/v1/thing"));

    private static async Task<HttpStatusCode> GetAsync(string? token, string path, params string?[] sent)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["APP_API_TOKEN"] = token;
        builder.AddServiceDefaults<VersionRouterOptions>("test");
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseServiceDefaults();
        app.MapGet("/v1/thing", () => Results.Ok());
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Urls.Single() + path);
        foreach (var value in sent.OfType<string>())
            request.Headers.TryAddWithoutValidation("dapr-api-token", value);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
