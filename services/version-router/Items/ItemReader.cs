using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Items;

/// <summary>Item vectors of exactly the version assigned to a model, and users' vectors of it in the same space.</summary>
internal sealed class ItemReader(Assigner assigner, ServedReader users, ItemGateway items, LastReadLog lastReads, VersionRouterInstruments instruments)
{
    public async Task<Outcome<ServedItems>> ReadAsync(string model, ItemsRequest request, string? caller, CancellationToken ct)
    {
        var assigned = assigner.Assign(model, request.Accepts, caller, ofVersion: true);
        if (!assigned.Ok)
            return assigned.Problem;
        var version = assigned.Value.Version;
        lastReads.OnRead(version.Version, model);
        var query = new ItemsQuery { Space = request.Space ?? "", ItemIds = { request.ItemIds } };
        EmbeddingColumns? columns = null;
        if (request.UserIds is { } ids)
        {
            var read = await users.ReadAsync(model, version, ids, null, ct);
            if (!read.Ok)
                return read.Problem;
            columns = read.Value;
            query.UserVectors = columns.Vectors;
        }
        var answer = await items.ReadAsync(version.Version, query, ct);
        if (!answer.Ok)
            return answer.Problem;
        var found = answer.Value;
        var present = found.Statuses.Count(s => s == EmbeddingStatus.Present);
        var asked = query.UserVectors.Length / (version.Bundle.Dimension * sizeof(float));
        if (found.Statuses.Count == request.ItemIds!.Count && found.Vectors.Length == present * found.Dimension * sizeof(float) && found.UserVectors.Length == asked * found.Dimension * sizeof(float)
            && ItemSpaceCheck.IsOf(version, found.Version, found.Space, found.EmbeddingSpaceId, found.Dimension))
            return new ServedItems(assigned.Value, request, found, columns);
        instruments.OnSpaceMismatch(model, version.Version);
        return ItemSpaceCheck.Mismatch(version, found.Version, found.Space, found.EmbeddingSpaceId);
    }
}
