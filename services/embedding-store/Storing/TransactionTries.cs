using Dapr;
using Microsoft.Extensions.Options;

namespace UserRep.EmbeddingStore.Storing;

/// <summary>A failed transaction is judged by reading again, because daprd doesn't tell a conflict from a failure; so it is tried anew, a number of times.</summary>
internal sealed partial class TransactionTries(IOptions<EmbeddingStoreOptions> options, EmbeddingStoreInstruments instruments, TimeProvider clock, ILogger<TransactionTries> logger)
{
    /// <param name="once">Reads, decides and writes.</param>
    public async Task<WriteResult> RunAsync(string version, int shard, Func<Task<WriteResult>> once, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            string reason;
            try
            {
                var result = await once();
                if (result != WriteResult.TryAgain)
                    return result;
                reason = "another replica wrote between the reads";
            }
            catch (DaprException e)
            {
                reason = e.Message;
            }
            instruments.OnConflict(version);
            if (attempt == options.Value.MaxTries)
            {
                LogGivenUp(version, shard, attempt, reason);
                return WriteResult.TryAgain;
            }
            // Different replicas back off by different amounts, or they would meet again.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * attempt)), clock, ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Version}, shard {Shard}: not written after {Tries} tries, left to redelivery: {Reason}")]
    private partial void LogGivenUp(string version, int shard, int tries, string reason);
}
