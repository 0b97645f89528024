using System.Text.Json;

namespace UserRep.LocalMesh.MainJob;

/// <summary>How far this data folder's replay has come. Saved with every step, so that a killed mesh goes on where it was.</summary>
/// <param name="Source">Fingerprint of the events: a folder holds one source's replay.</param>
/// <param name="Published">Events that the broker has, counted from the start of the source.</param>
/// <param name="BulkSeconds">Wall time spent on the bulk part so far.</param>
/// <param name="FreshnessBefore">Counts of the freshness histogram when the live tail began.</param>
internal sealed record ReplayProgress(
    string Source,
    long Published = 0,
    double BulkSeconds = 0,
    IReadOnlyList<long>? FreshnessBefore = null,
    FreshnessMeasure? Freshness = null,
    bool Ended = false)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static string PathIn(string dataFolder) => Path.Combine(dataFolder, "replay.json");

    public static ReplayProgress? Load(string dataFolder) =>
        File.Exists(PathIn(dataFolder)) ? JsonSerializer.Deserialize<ReplayProgress>(File.ReadAllBytes(PathIn(dataFolder)), Json) : null;

    /// <summary>Written aside, flushed and renamed: the file is the old or the new one, whenever the power goes.</summary>
    public void Save(string dataFolder)
    {
        var aside = PathIn(dataFolder) + ".new";
        using (var file = File.Create(aside))
        {
            JsonSerializer.Serialize(file, this, Json);
            file.Flush(flushToDisk: true);
        }
        File.Move(aside, PathIn(dataFolder), overwrite: true);
    }
}

/// <summary>Freshness of the live tail: from publishing an event to its vector being stored, by the wall clock.</summary>
internal sealed record FreshnessMeasure(long Vectors, double P50Milliseconds, double P99Milliseconds, int EventsPerSecond);
