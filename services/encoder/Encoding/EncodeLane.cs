namespace UserRep.Encoder.Encoding;

internal enum EncodeLane
{
    Live,

    /// <summary>Runs while nothing waits in the live lane, and never on all cores.</summary>
    Backfill,
}
