using Google.Protobuf;

namespace UserRep.EventArchive.Writing;

/// <param name="FinishOlderThan">Finishes the segment after this append if it was opened that long ago; null leaves it.</param>
internal sealed class PendingAppend(IReadOnlyList<ByteString> records, TimeSpan? finishOlderThan)
    : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public IReadOnlyList<ByteString> Records { get; } = records;

    public TimeSpan? FinishOlderThan { get; } = finishOlderThan;
}
