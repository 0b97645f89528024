using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Reads;

/// <summary>Reads users from a version in the way that it is served: from its own vectors, or from another's through an adapter.</summary>
internal sealed class ServedReader(VersionReader own, AdaptedReader adapted)
{
    /// <param name="notBefore">The oldest as_of that counts, in Unix milliseconds; null: any.</param>
    public Task<Outcome<EmbeddingColumns>> ReadAsync(string model, VersionRecord version, IReadOnlyList<string> userIds, long? notBefore, CancellationToken ct) =>
        version.AdapterId is null ? own.ReadAsync(model, version, userIds, notBefore, ct) : adapted.ReadAsync(model, version, userIds, notBefore, ct);
}
