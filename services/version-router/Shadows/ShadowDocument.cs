using UserRep.Contracts.Shadows;

namespace UserRep.VersionRouter.Shadows;

/// <summary>What all replicas have counted of a model's shadow.</summary>
/// <param name="Batches">The last that were added.</param>
internal sealed record ShadowDocument(string Version, DateTimeOffset Since, ShadowCounts Counts, IReadOnlyList<Guid> Batches)
{
    /// <summary>More than replicas can have saves under way.</summary>
    private const int MaxBatches = 64;

    /// <returns>Null where there is nothing to add.</returns>
    /// <param name="isRunning">The batch is of the model's shadow of now, which takes the place of one that ended.</param>
    public static ShadowDocument? Add(ShadowDocument? known, ShadowBatch batch, bool isRunning)
    {
        if (known is null || known.Version != batch.Version)
            return isRunning || known is null ? new ShadowDocument(batch.Version, batch.Since, batch.Counts, [batch.Id]) : null;
        if (known.Batches.Contains(batch.Id))
            return null;
        var since = batch.Since < known.Since ? batch.Since : known.Since;
        return new ShadowDocument(known.Version, since, known.Counts + batch.Counts, [.. known.Batches.TakeLast(MaxBatches - 1), batch.Id]);
    }
}
