using System.Net;
using Dapr.Client;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Explaining;

/// <summary>A user's history, asked of feature-ingest.</summary>
internal sealed class HistoryCalls
{
    private readonly HttpClient _ingest = DaprClient.CreateInvokeHttpClient(AppIds.FeatureIngest);

    public async Task<Outcome<UserFeatures>> FindAsync(string userId, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/users/{Uri.EscapeDataString(userId)}/history");
        request.Headers.Accept.Add(new("application/octet-stream"));
        using var response = await _ingest.SendAsync(request, ct);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return Problem.NotFound("USER_NOT_FOUND", $"Nothing is known of user {userId}.");
        response.EnsureSuccessStatusCode();
        return UserFeatures.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(ct));
    }
}
