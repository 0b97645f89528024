using Dapr.Actors.Runtime;

namespace UserRep.FeatureIngest.Tests.Shards;

/// <summary>Actor state in memory: what is set shows only to this manager until it is saved. Several managers may share one store, as two hosts of one actor do.</summary>
internal sealed class MemoryActorState(Dictionary<string, object> store) : IActorStateManager
{
    private readonly Dictionary<string, object?> _changes = [];

    public int Saves { get; private set; }

    public Exception? SaveFault { get; set; }

    /// <summary>Keys that were asked for.</summary>
    public List<string> Reads { get; } = [];

    public Task<ConditionalValue<T>> TryGetStateAsync<T>(string stateName, CancellationToken cancellationToken = default)
    {
        Reads.Add(stateName);
        return Task.FromResult((_changes.TryGetValue(stateName, out var value) || store.TryGetValue(stateName, out value)) && value is not null ? new ConditionalValue<T>(true, (T)value) : new ConditionalValue<T>(false, default!));
    }

    public Task SetStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default)
    {
        _changes[stateName] = value!;
        return Task.CompletedTask;
    }

    public Task SaveStateAsync(CancellationToken cancellationToken = default)
    {
        if (SaveFault is { } fault)
            return Task.FromException(fault);
        foreach (var (key, value) in _changes)
        {
            if (value is null)
                store.Remove(key);
            else
                store[key] = value;
        }
        _changes.Clear();
        Saves++;
        return Task.CompletedTask;
    }

    public Task ClearCacheAsync(CancellationToken cancellationToken = default)
    {
        _changes.Clear();
        return Task.CompletedTask;
    }

    public Task UnloadStateAsync(string stateName, UnloadStateOptions options = default!, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task AddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task AddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<T> GetStateAsync<T>(string stateName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task SetStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RemoveStateAsync(string stateName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> TryAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> TryAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> TryRemoveStateAsync(string stateName, CancellationToken cancellationToken = default)
    {
        _changes[stateName] = null;
        return Task.FromResult(store.ContainsKey(stateName));
    }

    public Task<bool> ContainsStateAsync(string stateName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<T> GetOrAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<T> GetOrAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<T> AddOrUpdateStateAsync<T>(string stateName, T addValue, Func<string, T, T> updateValueFactory, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<T> AddOrUpdateStateAsync<T>(string stateName, T addValue, Func<string, T, T> updateValueFactory, TimeSpan ttl, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
