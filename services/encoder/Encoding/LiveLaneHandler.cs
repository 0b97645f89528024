using UserRep.Contracts.Wire;
using UserRep.Encoder.Sessions;
using UserRep.Encoder.Versions;
using UserRep.ServiceDefaults.Telemetry;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.Encoder.Encoding;

/// <summary>user-features: every live version.</summary>
internal sealed class LiveLaneHandler(LiveVersions live, BatchEncoder encoder, BinaryPublisher publisher, EncoderInstruments instruments, BatchSpans spans, TimeProvider clock, ILogger<LiveLaneHandler> logger)
    : LaneHandler(EncodeLane.Live, live, encoder, publisher, instruments, spans, clock, logger)
{
    protected override IReadOnlyList<LoadedVersion>? VersionsFor(UserFeaturesBatch message, LiveVersionSet live) => live.Loaded;
}
