using UserRep.Encoder.Sessions;

namespace UserRep.Encoder.Encoding;

/// <summary>Rows of features waiting for a run, and where their vectors go. The version is leased until it completes.</summary>
internal sealed class EncodeWork(LoadedVersion version, Memory<float> features, Memory<float> vectors, int rows, EncodeLane lane = EncodeLane.Live)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LoadedVersion Version { get; } = version;

    public Memory<float> Features { get; } = features;

    public Memory<float> Vectors { get; } = vectors;

    public int Rows { get; } = rows;

    public EncodeLane Lane { get; } = lane;

    /// <summary>Timestamp of the clock at which it was put into the queue.</summary>
    public long QueuedAt { get; set; }

    public Task Done => _done.Task;

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception e) => _done.TrySetException(e);
}
