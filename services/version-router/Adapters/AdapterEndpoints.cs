using UserRep.Adapters;
using UserRep.ServiceDefaults.Callers;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Adapters;

internal static class AdapterEndpoints
{
    /// <summary>What daprd lets through by default.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    public static void MapAdapters(this IEndpointRouteBuilder app)
    {
        var adapters = app.MapGroup("/v1/adapters");
        adapters.MapGet("/", ListAsync);
        adapters.MapGet("/{id}", GetAsync);
        adapters.MapPost("/", PostAsync).ForOperators();
        adapters.MapDelete("/{id}", RemoveAsync).ForOperators();
    }

    private static async Task<IResult> ListAsync(RegistryStore registry, CancellationToken ct)
    {
        var (document, _) = await registry.ReadAsync(ct);
        return TypedResults.Ok(document.KnownAdapters.Select(a => a.ToInfo(document.Versions.Any(v => v.AdapterId == a.Id))));
    }

    /// <summary>The document as it was handed in, byte for byte what its id is the hash of.</summary>
    private static async Task<IResult> GetAsync(string id, RegistryStore registry, AdapterStore adapters, CancellationToken ct)
    {
        var (document, _) = await registry.ReadAsync(ct);
        if (document.Adapter(id) is not { } known)
            return AdapterProblems.NotFound(id, document).ToResult();
        var (file, fault) = await adapters.FindAsync(known.Id, ct);
        return file is null ? AdapterProblems.Refused([fault!]).ToResult() : TypedResults.Bytes(file.ToBytes(), "application/json");
    }

    /// <summary>The weights are saved before the registry names them: a replica that has seen the name can load them.</summary>
    private static async Task<IResult> PostAsync(HttpContext http, RegistryStore registry, AdapterStore adapters, TimeProvider clock, CancellationToken ct)
    {
        if (await ReadAsync(http.Request, ct) is not { } bytes)
            return AdapterProblems.TooLarge(MaxBytes).ToResult();
        if (AdapterFile.TryRead(bytes, out var fault) is not { } file)
            return AdapterProblems.Refused([fault!]).ToResult();
        if (AdapterCheck.Faults(file) is { Count: > 0 } faults)
            return AdapterProblems.Refused(faults).ToResult();
        var (document, _) = await registry.ReadAsync(ct);
        if (AdapterRegistration.Add(document, file, clock.GetUtcNow()) is { Ok: false, Problem: { } problem })
            return problem.ToResult();
        await adapters.SaveAsync(file, ct);
        var added = await registry.ChangeAsync(ChangeAuthor.Of(http), current => AdapterRegistration.Add(current, file, clock.GetUtcNow()), ct);
        return added.Ok ? TypedResults.Created($"/v1/adapters/{file.Id}", added.Value.ToInfo(inUse: false)) : added.Problem.ToResult();
    }

    private static async Task<IResult> RemoveAsync(string id, HttpContext http, RegistryStore registry, AdapterStore adapters, CancellationToken ct)
    {
        var removed = await registry.ChangeAsync(ChangeAuthor.Of(http), document => AdapterRegistration.Remove(document, id), ct);
        if (!removed.Ok)
            return removed.Problem.ToResult();
        await adapters.RemoveAsync(id, ct);
        return TypedResults.NoContent();
    }

    /// <returns>Null if it is larger than it may be.</returns>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxBytes)
            return null;
        var buffer = new byte[(int)(request.ContentLength ?? MaxBytes + 1)];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return read > MaxBytes ? null : buffer.AsSpan(0, read).ToArray();
    }
}
