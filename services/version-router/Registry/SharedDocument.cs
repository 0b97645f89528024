using Dapr.Client;
using UserRep.Contracts.Mesh;

namespace UserRep.VersionRouter.Registry;

/// <summary>A document beside the registry that replicas change together: each change is made on the newest and saved under its ETag, or made again.</summary>
internal static class SharedDocument
{
    private const int MaxTries = 20;

    private static readonly StateOptions s_firstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite };

    public static Task<T?> ReadAsync<T>(DaprClient dapr, string key, CancellationToken ct)
        where T : class =>
        dapr.GetStateAsync<T?>(ComponentNames.StateStore, key, cancellationToken: ct);

    /// <param name="change">From what is stored, null where there is nothing, to what shall be; null: it may stay.</param>
    public static async Task ChangeAsync<T>(DaprClient dapr, string key, Func<T?, T?> change, CancellationToken ct)
        where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            var (known, etag) = await dapr.GetStateAndETagAsync<T?>(ComponentNames.StateStore, key, cancellationToken: ct);
            if (change(known) is not { } next || await dapr.TrySaveStateAsync(ComponentNames.StateStore, key, next, etag ?? "", s_firstWrite, cancellationToken: ct))
                return;
            if (attempt == MaxTries)
                throw new InvalidOperationException($"{key} could not be saved in {MaxTries} tries: other replicas kept winning.");
        }
    }
}
