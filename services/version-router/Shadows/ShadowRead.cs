using UserRep.Contracts.Wire;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Shadows;

/// <summary>A group that was served, to be read once more from the shadow. The vectors served are not kept for it.</summary>
internal sealed record ShadowRead(string Model, VersionRecord Shadow, IReadOnlyList<string> UserIds, IReadOnlyList<EmbeddingStatus> Statuses, IReadOnlyList<long> AsOf, long? NotBefore);
