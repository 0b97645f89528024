using Google.Protobuf;

namespace UserRep.EventArchive.Writing;

/// <param name="finish">Finishes the segment after this append.</param>
internal sealed class PendingAppend(IReadOnlyList<ByteString> records, bool finish)
    : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public IReadOnlyList<ByteString> Records { get; } = records;

    public bool Finish { get; } = finish;
}
