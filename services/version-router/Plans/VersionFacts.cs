using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Evaluations;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Plans;

/// <summary>What is known of one version when a plan is made.</summary>
/// <param name="LastReads">Newest first.</param>
internal sealed record VersionFacts(VersionRecord Version, VersionCoverage Coverage, IReadOnlyList<VersionEvaluation> Evaluations, IReadOnlyList<LastRead> LastReads);
