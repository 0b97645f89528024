using UserRep.Encoder.Encoding;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Direct;

/// <summary>The queue as direct calls have it: where it is full they are told so at once, rather than wait behind the topic.</summary>
internal sealed class DirectQueue(EncodeQueue queue)
{
    /// <returns>Null if it was encoded.</returns>
    public async Task<Problem?> EncodeAsync(EncodeWork work, CancellationToken ct)
    {
        // A call that is given up leaves its arrays to the worker: they are not pooled.
        var encoded = queue.TryEncodeAsync(work);
        return await encoded.WaitAsync(ct) ? null : Problem.Unavailable("QUEUE_FULL", "As many requests as may wait for the encoder are waiting; try again.") with { RetryAfterSeconds = 1 };
    }
}
