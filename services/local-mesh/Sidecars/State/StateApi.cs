using System.Globalization;
using UserRep.LocalMesh.State;

namespace UserRep.LocalMesh.Sidecars.State;

/// <summary>What the HTTP and the gRPC surface have in common about state: whose store, whose key, how a write's outcome is worded.</summary>
internal sealed class StateApi(IReadOnlyList<StateComponent> components)
{
    private const string KeySeparator = "||";
    private const string TtlKey = "ttlInSeconds";

    public DaprError? Find(Sidecar caller, string name, out IStateStore store)
    {
        store = null!;
        var any = false;
        foreach (var component in components)
        {
            if (!component.VisibleTo(caller.AppId))
                continue;
            any = true;
            if (component.Name != name)
                continue;
            store = component.Store;
            return null;
        }
        return any ? DaprErrors.StateStoreNotFound(name) : DaprErrors.StateNotConfigured;
    }

    /// <summary>The key as stored. Each app sees only its own.</summary>
    public static DaprError? Key(Sidecar caller, string key, out string stored)
    {
        stored = caller.AppId + KeySeparator + key;
        return key.Contains(KeySeparator, StringComparison.Ordinal) ? DaprErrors.BadKey(key) : null;
    }

    public static DaprError? Keys(Sidecar caller, IReadOnlyList<string> keys, out string[] stored)
    {
        stored = new string[keys.Count];
        for (var i = 0; i < stored.Length; i++)
            if (Key(caller, keys[i], out stored[i]) is { } error)
                return error;
        return null;
    }

    /// <summary><c>ttlInSeconds</c>: -1 (or 0) keeps for ever; false where it is no such number.</summary>
    public static bool TryTtl(IReadOnlyDictionary<string, string>? metadata, out TimeSpan? ttl)
    {
        ttl = null;
        if (metadata is null || !metadata.TryGetValue(TtlKey, out var text))
            return true;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds < -1)
            return false;
        if (seconds > 0)
            ttl = TimeSpan.FromSeconds(seconds);
        return true;
    }

    public static DaprError BadTtl(string errorCode, string store) => DaprErrors.StateFailed(errorCode, store, "error parsing TTL: ttlInSeconds must be a whole number from -1");

    public static async Task<DaprError?> WriteAsync(IStateStore store, string storeName, List<StateOperation> operations, string errorCode)
    {
        var outcome = await store.WriteAsync(operations, atomic: false);
        return outcome.Status switch
        {
            StateStatus.Ok => null,
            StateStatus.EtagMismatch => DaprErrors.EtagMismatch(errorCode, storeName, outcome.Message),
            _ => DaprErrors.StateFailed(errorCode, storeName, outcome.Message),
        };
    }

    /// <summary>An etag conflict in a transaction is worded as any other failure of it: daprd answers Internal, so callers must verify by reading.</summary>
    public static async Task<DaprError?> TransactAsync(IStateStore store, List<StateOperation> operations)
    {
        var outcome = await store.WriteAsync(operations, atomic: true);
        return outcome.Status == StateStatus.Ok ? null : DaprErrors.StateTransaction(outcome.Message);
    }
}
