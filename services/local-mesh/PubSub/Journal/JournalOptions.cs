namespace UserRep.LocalMesh.PubSub.Journal;

internal sealed record JournalOptions
{
    public required string Folder { get; init; }

    /// <summary>A segment file is closed once it is this large. Default 32 MiB; at least 4 KiB.</summary>
    public long SegmentBytes { get; init; } = 32L << 20;

    /// <summary>How much of a topic without any subscription is kept. Default 256 MiB; at least one segment.</summary>
    public long RetentionBytes { get; init; } = 256L << 20;

    /// <summary>Acknowledgements are flushed at most this often; those lost in a crash are delivered again. Default 50 ms.</summary>
    public TimeSpan AckFlushInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The ack log is rewritten from memory once it is this large. Default 8 MiB.</summary>
    public long AckLogBytes { get; init; } = 8L << 20;

    /// <summary>One group commit takes up publishes until it holds this much. Default 4 MiB.</summary>
    public int GroupBytes { get; init; } = 4 << 20;

    /// <summary>Publishes that may wait for the writer; a further one waits for room. Default 512.</summary>
    public int QueueLength { get; init; } = 512;
}
