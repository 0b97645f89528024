using System.Net;
using System.Text.Json;
using Dapr.Client;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.VersionRouter.Versions;

/// <summary>Asks the encoder whether a bundle is one it could run.</summary>
internal sealed class EncoderGateway
{
    private readonly HttpClient _encoder = DaprClient.CreateInvokeHttpClient(AppIds.Encoder);

    public async Task<Outcome<BundleDescription>> ValidateAsync(string version, VersionRegistration registration, CancellationToken ct)
    {
        using var response = await _encoder.PostAsJsonAsync("/v1/bundles/validate", new BundleCheck(version, registration.BundleUri!, registration.Sha256!), UserRepJson.Options, ct);
        if (response.IsSuccessStatusCode)
            return (await response.Content.ReadFromJsonAsync<BundleDescription>(UserRepJson.Options, ct))!;
        var body = await response.Content.ReadAsStringAsync(ct);
        if (response.StatusCode != HttpStatusCode.UnprocessableEntity)
            return Problem.Unavailable("ENCODER_UNAVAILABLE", $"The encoder could not check the bundle (status {(int)response.StatusCode}); try again.");
        using var problem = JsonDocument.Parse(body);
        var faults = problem.RootElement.GetProperty("faults").Deserialize<string[]>() ?? [];
        return Problem.Invalid("BUNDLE_REFUSED", $"The bundle is not usable: {string.Join("; ", faults)}").With("faults", faults);
    }

    /// <returns>What one replica has measured; null where it has encoded nothing of the version or can't be asked: a plan can do without.</returns>
    public async Task<EncodingCost?> CostAsync(string version, CancellationToken ct)
    {
        try
        {
            using var response = await _encoder.GetAsync($"/v1/versions/{version}/cost", ct);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<EncodingCost>(UserRepJson.Options, ct) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
