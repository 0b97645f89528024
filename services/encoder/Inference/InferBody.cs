using System.Globalization;
using System.Text.Json;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Inference;

/// <summary>A request's JSON and, by the protocol's binary tensor data extension, the bytes of tensors behind it.</summary>
internal sealed class InferBody(JsonDocument json, ReadOnlyMemory<byte> binary) : IDisposable
{
    /// <summary>The header that tells how long the JSON is, where there is more than JSON.</summary>
    public const string LengthHeader = "Inference-Header-Content-Length";

    public JsonElement Json => json.RootElement;

    public ReadOnlyMemory<byte> Binary => binary;

    public void Dispose() => json.Dispose();

    public static async Task<Outcome<InferBody>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            if (!request.Headers.TryGetValue(LengthHeader, out var header))
                return new InferBody(await JsonDocument.ParseAsync(request.Body, cancellationToken: ct), default);
            using var whole = new MemoryStream();
            await request.Body.CopyToAsync(whole, ct);
            var bytes = whole.GetBuffer().AsMemory(0, (int)whole.Length);
            return int.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= bytes.Length
                ? new InferBody(JsonDocument.Parse(bytes[..length]), bytes[length..])
                : Unreadable($"{LengthHeader} is '{header}', must be the length of the JSON that begins the body's {bytes.Length} bytes");
        }
        catch (JsonException e)
        {
            return Unreadable($"The body is not JSON: {e.Message}");
        }
    }

    private static Problem Unreadable(string detail) => new(StatusCodes.Status400BadRequest, "UNREADABLE", detail);
}
