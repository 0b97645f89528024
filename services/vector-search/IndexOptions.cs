namespace UserRep.VectorSearch;

/// <param name="TargetRecall">Share of the true nearest that an answer is to have. Default 0.95; above 0, at most 1.</param>
/// <param name="Seed">The same vectors, queries and seed make the same index.</param>
/// <param name="Threads">Default: all cores but one, so that reads go on beside a build.</param>
public sealed record IndexOptions(double TargetRecall = 0.95, int Seed = 1, int? Threads = null)
{
    internal int MaxThreads => Threads ?? Math.Max(1, Environment.ProcessorCount - 1);
}
