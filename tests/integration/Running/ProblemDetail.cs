using System.Net;
using System.Text.Json;

namespace UserRep.Integration.Tests.Running;

internal static class ProblemDetail
{
    /// <summary>The answer is a problem of this status and code, said in problem+json.</summary>
    public static async Task<JsonElement> AssertAsync(HttpResponseMessage response, HttpStatusCode status, string? code = null)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == status, $"{response.StatusCode}: {body}");
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var problem = JsonDocument.Parse(body).RootElement;
            if (code is not null)
                Assert.Equal(code, problem.GetProperty("code").GetString());
            return problem;
        }
    }
}
