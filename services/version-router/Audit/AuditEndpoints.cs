using System.Text.Json;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Audit;

internal static class AuditEndpoints
{
    private const int MaxEntries = 10_000;

    public static void MapAudit(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/audit", ListAsync).ForOperators();

    /// <summary>Changes as JSON lines, newest first; <paramref name="before"/> is the epoch to go on from.</summary>
    private static async Task<IResult> ListAsync(RegistryStore store, AuditLog audit, HttpContext http, CancellationToken ct, int limit = 100, long before = long.MaxValue)
    {
        if (limit is < 1 or > MaxEntries)
            return Problem.Invalid("LIMIT", $"limit is {limit}; it must be 1 to {MaxEntries}.").ToResult();
        var (document, _) = await store.ReadAsync(ct);
        http.Response.ContentType = "application/x-ndjson";
        await foreach (var entry in audit.ReadAsync(Math.Min(before, document.Epoch + 1), limit, ct))
        {
            await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(entry, UserRepJson.Options), ct);
            await http.Response.Body.WriteAsync("\n"u8.ToArray(), ct);
        }
        return TypedResults.Empty;
    }
}
