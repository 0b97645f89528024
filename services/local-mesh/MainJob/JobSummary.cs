using UserRep.Contracts.Reads;
using UserRep.Contracts.Users;
using UserRep.Contracts.Versions;

namespace UserRep.LocalMesh.MainJob;

/// <summary>What the run came to; printed for people or as JSON.</summary>
/// <param name="Simulated">The events are made up; no figure here speaks of real users.</param>
/// <param name="SampleModel">Null where the mesh runs without it, or it could not be trained.</param>
/// <param name="EventsPerSecond">Bulk part, from publishing to counted in a durable history. Of this local mesh, not of Dapr.</param>
internal sealed record JobSummary(
    string Source,
    bool Simulated,
    long Published,
    IngestStats Ingest,
    VersionInfo Version,
    DateTimeOffset AsOf,
    double EventsPerSecond,
    FreshnessMeasure Freshness,
    OfflineComparison Offline,
    string SampleUser,
    string SampleItem,
    IReadOnlyList<float> SampleVector,
    IReadOnlyList<Neighbour> Neighbours,
    SampleScores? SampleModel,
    IReadOnlyList<JobCheck> Checks)
{
    public bool Holds => Checks.All(c => c.Holds);
}

/// <param name="Figures">What was compared with what.</param>
internal sealed record JobCheck(string What, bool Holds, string Figures);
