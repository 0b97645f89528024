namespace UserRep.FeatureIngest;

internal enum IngestClock
{
    Wall,
    Event,
}
