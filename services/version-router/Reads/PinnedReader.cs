using System.Runtime.InteropServices;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Reads;

/// <summary>Reads vectors of exactly the version assigned to a model: one answer, one version, or an error.</summary>
internal sealed class PinnedReader(RegistrySnapshot registry, StoreGateway store, LastReadLog lastReads, VersionRouterInstruments instruments, TimeProvider clock)
{
    public async Task<Outcome<EmbeddingsResponse>> ReadAsync(string modelName, EmbeddingsRequest request, string? caller, CancellationToken ct)
    {
        var assigned = Assign(modelName, request.Accepts, caller);
        if (!assigned.Ok)
            return assigned.Problem;
        var version = assigned.Value;
        lastReads.OnRead(version.Version, modelName);
        var read = await store.ReadAsync(version.Version, new StoreReadRequest(request.UserIds!, MaxAge.NotBefore(request.MaxAge, clock.GetUtcNow())), ct);
        if (!read.Ok)
            return read.Problem;
        return Answer(modelName, version, request.UserIds!, read.Value);
    }

    /// <summary>The version to serve this caller from: the pin if accepted, else the previous pin while it is warm.</summary>
    public Outcome<VersionRecord> Assign(string modelName, IReadOnlyList<string>? accepts, string? caller)
    {
        if (registry.Current is not { } current)
            return Problem.Unavailable("STARTING", "version-router has not read its registry yet; try again.");
        if (current.Model(modelName) is not { } model)
            return ModelProblems.NotFound(modelName, current);
        if (caller is null)
            return ModelProblems.NoCaller();
        if (!model.AllowedAppIds.Contains(caller))
            return ModelProblems.NotAllowed(model, caller);
        if (model.Pin is null)
            return ModelProblems.NotPinned(modelName);

        var accepted = accepts?.Select(a => EncoderVersion.TryParse(a, out var v) ? v.ToString() : a).ToArray();
        var name = accepted is null || accepted.Contains(model.Pin) ? model.Pin
            : model.PreviousPin is { } previous && accepted.Contains(previous) && Lifecycle.IsWarm(current.Version(previous)!.State) ? previous
            : null;
        return name is null ? ModelProblems.PinMismatch(model, accepted!) : current.Version(name)!;
    }

    private Outcome<EmbeddingsResponse> Answer(string model, VersionRecord version, IReadOnlyList<string> userIds, EmbeddingColumns columns)
    {
        // The store has checked too; a mismatch here means wrong vectors were about to reach a head, so it is an error and counted.
        var anyPresent = columns.Statuses.Contains(EmbeddingStatus.Present);
        if (columns.Version != version.Version || columns.Statuses.Count != userIds.Count
            || (anyPresent && (columns.EmbeddingSpaceId != version.Bundle.EmbeddingSpaceId || columns.Dimension != version.Bundle.Dimension)))
        {
            instruments.OnSpaceMismatch(model, version.Version);
            return new Problem(StatusCodes.Status502BadGateway, "SPACE_MISMATCH",
                $"embedding-store answered with {columns.Version} in space {columns.EmbeddingSpaceId}, assigned is {version.Version} in {version.Bundle.EmbeddingSpaceId}.");
        }
        var floats = MemoryMarshal.Cast<byte, float>(columns.Vectors.Span);
        var (statuses, asOf, vectors) = (new string[userIds.Count], new DateTimeOffset?[userIds.Count], new float[]?[userIds.Count]);
        var next = 0;
        for (var i = 0; i < userIds.Count; i++)
        {
            statuses[i] = StatusText(columns.Statuses[i]);
            if (columns.AsOf[i] != 0)
                asOf[i] = DateTimeOffset.FromUnixTimeMilliseconds(columns.AsOf[i]);
            if (columns.Statuses[i] == EmbeddingStatus.Present)
            {
                vectors[i] = floats.Slice(next, version.Bundle.Dimension).ToArray();
                next += version.Bundle.Dimension;
            }
        }
        foreach (var group in statuses.GroupBy(s => s))
            instruments.OnRead(model, version.Version, group.Key, group.Count());
        return new EmbeddingsResponse(model, version.Version, version.Bundle.EmbeddingSpaceId, version.Bundle.Dimension, version.Bundle.Metric, userIds, statuses, asOf, vectors);
    }

    private static string StatusText(EmbeddingStatus status) => status switch
    {
        EmbeddingStatus.Present => "PRESENT",
        EmbeddingStatus.OutsideMaxAge => "OUTSIDE_MAX_AGE",
        _ => "NOT_FOUND",
    };
}
