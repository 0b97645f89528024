using UserRep.Contracts.Shadows;

namespace UserRep.VersionRouter.Shadows;

/// <summary>Counts on their way to the state; by its id one that was saved is known when it comes again.</summary>
internal sealed record ShadowBatch(Guid Id, string Model, string Version, DateTimeOffset Since, ShadowCounts Counts);
