using System.Runtime.InteropServices;
using Google.Protobuf;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Items;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Neighbours;

/// <summary>The users or items nearest to a user or a vector, within exactly the version assigned to a model.</summary>
internal sealed class NeighbourFinder(Assigner assigner, ServedReader reader, StoreGateway store, ItemGateway items, LastReadLog lastReads, VersionRouterInstruments instruments)
{
    public async Task<Outcome<ServedNeighbours>> FindAsync(string model, NeighboursRequest request, string? caller, CancellationToken ct)
    {
        var assigned = assigner.Assign(model, request.Accepts, caller, ofVersion: true);
        if (!assigned.Ok)
            return assigned.Problem;
        var version = assigned.Value.Version;
        var of = request.Of ?? NeighbourKinds.Users;
        if (version.AdapterId is not null && of == NeighbourKinds.Users)
            return AdapterProblems.NoNeighbours(version);
        lastReads.OnRead(version.Version, model);
        if (request.Vector is { } given && given.Count != version.Bundle.Dimension)
            return Problem.Invalid("DIMENSION", $"'vector' has {given.Count} values, {version.Version} has {version.Bundle.Dimension}.");
        var answer = of == NeighbourKinds.Users ? await UsersAsync(version, request, ct) : await ItemsAsync(model, version, request, ct);
        if (!answer.Ok)
            return answer.Problem;
        var found = answer.Value;
        // Where there is nothing to be near to, there is no space either.
        if (found.Ids.Count == found.Similarities.Count && (found.Ids.Count == 0 || ItemSpaceCheck.IsOf(version, found.Version, found.Space, found.EmbeddingSpaceId, found.Dimension)))
            return new ServedNeighbours(assigned.Value, request.UserId, of, found);
        instruments.OnSpaceMismatch(model, version.Version);
        return ItemSpaceCheck.Mismatch(version, found.Version, found.Space, found.EmbeddingSpaceId);
    }

    private async Task<Outcome<NeighbourColumns>> UsersAsync(VersionRecord version, NeighboursRequest request, CancellationToken ct)
    {
        var found = await store.NeighboursAsync(
            version.Version, new NeighboursQuery { UserId = request.UserId ?? "", Vector = Bytes(request.Vector), K = (uint)request.K, Metric = version.Bundle.Metric }, ct);
        if (found.Ok)
        {
            found.Value.Space = ItemSpaces.Embedding;
            // A version without vectors.
            if (found.Value.Ids.Count == 0)
                (found.Value.EmbeddingSpaceId, found.Value.Dimension) = (version.Bundle.EmbeddingSpaceId, (uint)version.Bundle.Dimension);
        }
        return found;
    }

    private async Task<Outcome<NeighbourColumns>> ItemsAsync(string model, VersionRecord version, NeighboursRequest request, CancellationToken ct)
    {
        var vector = Bytes(request.Vector);
        if (request.UserId is { } user)
        {
            var read = await reader.ReadAsync(model, version, [user], null, ct);
            if (!read.Ok)
                return read.Problem;
            if (!StatusNames.HasVector(read.Value.Statuses[0]))
                return Problem.NotFound("USER_NOT_FOUND", $"User '{user}' has no vector in {version.Version}.");
            vector = read.Value.Vectors;
        }
        return await items.NeighboursAsync(version.Version, new NeighboursQuery { Vector = vector, K = (uint)request.K, Space = request.Space ?? "" }, ct);
    }

    private static ByteString Bytes(IReadOnlyList<float>? vector) => vector is null ? ByteString.Empty : ByteString.CopyFrom(MemoryMarshal.AsBytes(vector.ToArray().AsSpan()));
}
