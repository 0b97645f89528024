using Dapr;
using Dapr.Client;
using UserRep.Contracts.Audit;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Audit;

namespace UserRep.VersionRouter.Registry;

/// <summary>The registry in Dapr state. Every change is decided on the newest document and saved under its ETag together with its audit entry.</summary>
internal sealed partial class RegistryStore(DaprClient dapr, RegistrySnapshot snapshot, TimeProvider clock, ILogger<RegistryStore> logger)
{
    private const string Key = "registry";
    private const int MaxTries = 20;

    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite };

    public async Task<(RegistryDocument Document, string ETag)> ReadAsync(CancellationToken ct)
    {
        var (document, etag) = await dapr.GetStateAndETagAsync<RegistryDocument?>(ComponentNames.StateStore, Key, cancellationToken: ct);
        return (document ?? RegistryDocument.Empty, etag ?? "");
    }

    public async Task<Outcome<T>> ChangeAsync<T>(ChangeAuthor by, Func<RegistryDocument, Outcome<Change<T>>> decide, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (current, etag) = await ReadAsync(ct);
            var decision = decide(current);
            if (!decision.Ok)
                return decision.Problem;
            if (decision.Value.Document is null)
                return decision.Value.Result;

            var next = decision.Value.Document with { Epoch = current.Epoch + 1 };
            var entry = new AuditEntry(next.Epoch, clock.GetUtcNow(), by.AppId, by.As, decision.Value.What, decision.Value.From, decision.Value.To, by.Why, by.Plan);
            try
            {
                await SaveAsync(next, etag, entry, ct);
            }
            catch (DaprException) when (attempt < MaxTries)
            {
                // daprd answers Internal for a conflict inside a transaction, as for a broken store. Reading tells which:
                // if our entry is there we won after all, if the epoch moved we lost, else the store failed and we try again.
                if (await WasSavedAsync(entry, ct))
                {
                    snapshot.Offer(next);
                    return decision.Value.Result;
                }
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 * attempt)), clock, ct);
                continue;
            }
            snapshot.Offer(next);
            await HintAsync(next.Epoch, ct);
            return decision.Value.Result;
        }
    }

    private Task SaveAsync(RegistryDocument next, string etag, AuditEntry entry, CancellationToken ct) =>
        dapr.ExecuteStateTransactionAsync(
            ComponentNames.StateStore,
            [
                new StateTransactionRequest(Key, Bytes(next), StateOperationType.Upsert, etag.Length == 0 ? null : etag, options: FirstWrite),
                new StateTransactionRequest(AuditLog.Key(entry.Epoch), Bytes(entry), StateOperationType.Upsert),
            ],
            cancellationToken: ct);

    private async Task<bool> WasSavedAsync(AuditEntry entry, CancellationToken ct) =>
        await dapr.GetStateAsync<AuditEntry?>(ComponentNames.StateStore, AuditLog.Key(entry.Epoch), cancellationToken: ct) == entry;

    /// <summary>A hint only: the change stands, and replicas poll the epoch, so a lost hint costs at most the poll interval.</summary>
    private async Task HintAsync(long epoch, CancellationToken ct)
    {
        try
        {
            await dapr.PublishEventAsync(ComponentNames.PubSub, Topics.EncoderVersions, new VersionsChanged(epoch), ct);
        }
        catch (DaprException e)
        {
            LogNoHint(epoch, e.Message);
        }
    }

    private static byte[] Bytes<T>(T value) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(value, UserRepJson.Options);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Epoch {Epoch} could not be announced, replicas will poll it: {Reason}")]
    private partial void LogNoHint(long epoch, string reason);
}
