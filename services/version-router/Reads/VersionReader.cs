using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Reads;

/// <summary>Reads users from one version, and hands out nothing that isn't of it.</summary>
internal sealed class VersionReader(StoreGateway store, VersionRouterInstruments instruments)
{
    /// <summary>Code of the problem that what was found is not of the version asked for.</summary>
    public const string Mismatch = "SPACE_MISMATCH";

    /// <param name="notBefore">The oldest as_of that counts, in Unix milliseconds; null: any.</param>
    public async Task<Outcome<EmbeddingColumns>> ReadAsync(string model, VersionRecord version, IReadOnlyList<string> userIds, long? notBefore, CancellationToken ct)
    {
        var read = await store.ReadAsync(version.Version, new StoreReadRequest(userIds, notBefore), ct);
        if (!read.Ok || IsOf(version, userIds.Count, read.Value))
            return read;
        // The store has checked too; a mismatch here means wrong vectors were about to reach a head, so it is an error and counted.
        instruments.OnSpaceMismatch(model, version.Version);
        var found = read.Value;
        return new Problem(StatusCodes.Status502BadGateway, Mismatch,
            $"embedding-store answered with {found.Version} in space {found.EmbeddingSpaceId}, {found.Dimension} wide; assigned is {version.Version} in {version.Bundle.EmbeddingSpaceId}, {version.Bundle.Dimension} wide.");
    }

    private static bool IsOf(VersionRecord version, int users, EmbeddingColumns columns)
    {
        if (columns.Version != version.Version || columns.Statuses.Count != users || columns.AsOf.Count != users)
            return false;
        var present = 0;
        foreach (var status in columns.Statuses)
        {
            if (status == EmbeddingStatus.Present)
                present++;
        }
        return columns.Vectors.Length == present * version.Bundle.Dimension * sizeof(float)
            && (present == 0 || (columns.EmbeddingSpaceId == version.Bundle.EmbeddingSpaceId && columns.Dimension == version.Bundle.Dimension));
    }
}
