namespace UserRep.FeatureIngest.Walks;

/// <summary>A step of a backfill that is with the broker, or on its way there. Its cursor is saved only once it is there.</summary>
internal sealed record PublishedStep(string Version, IReadOnlySet<string> Users, Task Published);
