using UserRep.Contracts.Wire;
using UserRep.Encoder.Sessions;
using UserRep.Encoder.Versions;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.Encoder.Encoding;

/// <summary>user-features-backfill: the one version that the message names. Where this replica doesn't have it, the broker delivers again; by then it does.</summary>
internal sealed class BackfillLaneHandler(LiveVersions live, BatchEncoder encoder, BinaryPublisher publisher, EncoderInstruments instruments, ILogger<BackfillLaneHandler> logger)
    : LaneHandler("backfill", live, encoder, publisher, instruments, logger)
{
    protected override IReadOnlyList<LoadedVersion>? VersionsFor(UserFeaturesBatch message, LiveVersionSet live) =>
        live.Find(message.TargetVersion) is { } version ? [version] : null;
}
