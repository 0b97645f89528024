using Microsoft.Extensions.Options;
using UserRep.Contracts.Wire;
using UserRep.Encoder.Sessions;
using UserRep.Encoder.Versions;
using UserRep.ServiceDefaults.Telemetry;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.Encoder.Encoding;

/// <summary>
/// user-features-backfill: the one version that the message names. Where this replica doesn't have it yet, the broker delivers
/// again. A version that version-router doesn't have, or has retired, never comes: such a message is dropped and counted.
/// </summary>
internal sealed class BackfillLaneHandler(LiveVersions live, BatchEncoder encoder, BinaryPublisher publisher, EncoderInstruments instruments, BatchSpans spans, TimeProvider clock, IOptions<EncoderOptions> options, ILogger<BackfillLaneHandler> logger)
    : LaneHandler(EncodeLane.Backfill, live, encoder, publisher, instruments, spans, clock, logger)
{
    private readonly LiveVersions _live = live;

    // Building features costs more than the run: that must not be done for all messages of a delivery at once.
    private readonly SemaphoreSlim _turns = new(options.Value.BackfillConcurrency);

    protected override async Task<EntryStatus> HandleAsync(TopicEntry entry, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return await base.HandleAsync(entry, ct);
        }
        finally
        {
            _turns.Release();
        }
    }

    protected override IReadOnlyList<LoadedVersion>? VersionsFor(UserFeaturesBatch message, LiveVersionSet live)
    {
        if (live.Find(message.TargetVersion) is { } version)
            return [version];
        if (!_live.IsFresh || live.Missing.Contains(message.TargetVersion) || live.Awaited.Contains(message.TargetVersion))
            return null;
        Refuse(message.TargetVersion);
        return [];
    }
}
