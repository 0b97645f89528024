using System.Runtime.CompilerServices;
using Dapr.Client;
using UserRep.Contracts.Audit;
using UserRep.Contracts.Mesh;

namespace UserRep.VersionRouter.Audit;

/// <summary>Reads the audit back. Every epoch has one entry, so entries can be found without a list of them.</summary>
internal sealed class AuditLog(DaprClient dapr)
{
    private const int PageSize = 100;

    /// <summary>Of the entry beside the epoch that it made.</summary>
    public static string Key(long epoch) => $"audit/{epoch}";

    /// <param name="before">The first epoch that is not wanted any more.</param>
    /// <returns>The newest first.</returns>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(long before, int limit, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var left = (int)Math.Min(limit, before - 1); left > 0;)
        {
            var count = Math.Min(left, PageSize);
            var keys = Enumerable.Range(1, count).Select(i => Key(before - i)).ToArray();
            var entries = await dapr.GetBulkStateAsync<AuditEntry?>(ComponentNames.StateStore, keys, parallelism: 0, cancellationToken: ct);
            foreach (var entry in entries.Select(e => e.Value).OfType<AuditEntry>().OrderByDescending(e => e.Epoch))
                yield return entry;
            (before, left) = (before - count, left - count);
        }
    }
}
