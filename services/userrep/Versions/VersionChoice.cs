using UserRep.Contracts.Versions;

namespace UserRep.Command.Versions;

/// <param name="Source">Where the number comes from; without a version, why there is none.</param>
internal sealed record VersionChoice(EncoderVersion? Version, string Source);
