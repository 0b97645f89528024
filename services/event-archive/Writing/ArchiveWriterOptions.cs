namespace UserRep.EventArchive.Writing;

public sealed record ArchiveWriterOptions
{
    /// <summary>A segment is finished once it is this large. Default 32 MiB; from 1 byte to 1 GiB, since it is read whole.</summary>
    public long SegmentBytes { get; init; } = 32L << 20;

    /// <summary>One flush takes up appends until it holds this much. Default 4 MiB.</summary>
    public int GroupBytes { get; init; } = 4 << 20;

    /// <summary>Appends that may wait for the writer; a further one waits for room. Default 512.</summary>
    public int QueueLength { get; init; } = 512;
}
