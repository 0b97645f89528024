using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Evaluations;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Plans;

/// <summary>What is known of one version when a plan is made.</summary>
/// <param name="LastReads">Newest first.</param>
/// <param name="Encoding">As one replica of the encoder measured it; null where none could be asked.</param>
/// <param name="EventsPerSecond">Accepted over the last minute; each makes at most one vector. Null where nobody could be asked.</param>
internal sealed record VersionFacts(VersionRecord Version, VersionCoverage Coverage, IReadOnlyList<VersionEvaluation> Evaluations, IReadOnlyList<LastRead> LastReads, EncodingCost? Encoding = null, double? EventsPerSecond = null);
