namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>A publish on its way to the disk.</summary>
internal sealed class PendingAppend(TopicLog topic, RecordBatch batch) : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public TopicLog Topic { get; } = topic;

    public RecordBatch Batch { get; } = batch;
}
