using System.Globalization;
using System.Text.Json;
using Dapr;
using Dapr.Client;
using UserRep.ServiceDefaults;

namespace UserRep.Tests.Shared;

/// <summary>State in memory with ETags and all-or-nothing transactions, as Dapr has them, and a record of what was published.</summary>
internal sealed class MemoryDapr(EtagBehaviour etags = EtagBehaviour.Opaque) : UnusedDaprClient
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (byte[] Value, string ETag)> _state = [];
    private readonly List<(string Topic, byte[] Data)> _published = [];

    /// <summary>Runs before a read with its keys, outside the lock: where another replica gets in between.</summary>
    public Func<IReadOnlyList<string>, Task> OnRead { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before a transaction is judged.</summary>
    public Func<Task> OnCommit { get; set; } = () => Task.CompletedTask;

    /// <summary>Transactions still to fail without being applied.</summary>
    public int Failures { get; set; }

    /// <summary>Transactions still to be applied and then reported as failed: the answer was lost.</summary>
    public int LostAnswers { get; set; }

    public int Commits { get; private set; }

    public int Conflicts { get; private set; }

    /// <summary>What publishing throws, if anything.</summary>
    public Exception? PublishFault { get; set; }

    /// <summary>What a publication waits for before the broker has it.</summary>
    public Func<Task> OnPublish { get; set; } = () => Task.CompletedTask;

    public IReadOnlyCollection<string> Keys
    {
        get
        {
            lock (_gate)
                return [.. _state.Keys];
        }
    }

    public IReadOnlyList<byte[]> Published(string topic)
    {
        lock (_gate)
            return [.. _published.Where(p => p.Topic == topic).Select(p => p.Data)];
    }

    public byte[]? Bytes(string key)
    {
        lock (_gate)
            return _state.TryGetValue(key, out var found) ? JsonSerializer.Deserialize<byte[]>(found.Value) : null;
    }

    public override async Task<IReadOnlyList<BulkStateItem<TValue>>> GetBulkStateAsync<TValue>(string storeName, IReadOnlyList<string> keys, int? parallelism, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        await OnRead(keys);
        lock (_gate)
        {
            // Last first: a store may answer in any order.
            return [.. keys.Reverse().Select(k => _state.TryGetValue(k, out var found)
                ? new BulkStateItem<TValue>(k, JsonSerializer.Deserialize<TValue>(found.Value, UserRepJson.Options)!, found.ETag)
                : new BulkStateItem<TValue>(k, default!, ""))];
        }
    }

    public override async Task<(TValue, string)> GetStateAndETagAsync<TValue>(string storeName, string key, ConsistencyMode? consistencyMode = default, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        await OnRead([key]);
        lock (_gate)
            return _state.TryGetValue(key, out var found) ? (JsonSerializer.Deserialize<TValue>(found.Value, UserRepJson.Options)!, found.ETag) : (default!, "");
    }

    public override async Task<TValue> GetStateAsync<TValue>(string storeName, string key, ConsistencyMode? consistencyMode = default, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) =>
        (await GetStateAndETagAsync<TValue>(storeName, key, consistencyMode, metadata, cancellationToken)).Item1;

    public override Task DeleteStateAsync(string storeName, string key, StateOptions? stateOptions = null, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            _state.Remove(key);
        return Task.CompletedTask;
    }

    public override Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken = default) => Task.FromResult(true);

    public override async Task<bool> TrySaveStateAsync<TValue>(string storeName, string key, TValue value, string etag, StateOptions? stateOptions = null, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        await OnCommit();
        lock (_gate)
        {
            if (!Holds(new StateTransactionRequest(key, null, StateOperationType.Upsert, etag, options: stateOptions)))
                return false;
            Put(key, JsonSerializer.SerializeToUtf8Bytes(value, UserRepJson.Options));
            return true;
        }
    }

    public override async Task ExecuteStateTransactionAsync(string storeName, IReadOnlyList<StateTransactionRequest> operations, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        await OnCommit();
        lock (_gate)
        {
            if (Failures > 0)
            {
                Failures--;
                throw new DaprException("the store is away");
            }
            if (operations.Select(o => o.Key).Distinct().Count() != operations.Count || !operations.All(Holds))
            {
                Conflicts++;
                throw new DaprException("conflict");
            }
            foreach (var operation in operations)
            {
                if (operation.OperationType == StateOperationType.Delete)
                    _state.Remove(operation.Key);
                else
                    Put(operation.Key, operation.Value!);
            }
            Commits++;
            if (LostAnswers > 0)
            {
                LostAnswers--;
                throw new DaprException("the answer was lost");
            }
        }
    }

    public override Task PublishByteEventAsync(string pubsubName, string topicName, ReadOnlyMemory<byte> data, string? dataContentType = null, Dictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) =>
        Publish(topicName, data.ToArray());

    public override Task PublishEventAsync<TData>(string pubsubName, string topicName, TData data, CancellationToken cancellationToken = default) =>
        Publish(topicName, JsonSerializer.SerializeToUtf8Bytes(data, UserRepJson.Options));

    /// <summary>First-write without an ETag is an insert; with one, the ETag must be the stored one, as far as the store asks.</summary>
    private bool Holds(StateTransactionRequest operation)
    {
        var known = _state.TryGetValue(operation.Key, out var found) ? found.ETag : null;
        if (string.IsNullOrEmpty(operation.ETag))
            return known is null || operation.Options?.Concurrency != ConcurrencyMode.FirstWrite;
        if (etags == EtagBehaviour.Opaque)
            return known == operation.ETag;
        if (!long.TryParse(operation.ETag, CultureInfo.InvariantCulture, out _))
            throw new DaprException($"invalid etag value: {operation.ETag}");
        return known is null || known == operation.ETag || operation.Options?.Concurrency == ConcurrencyMode.LastWrite;
    }

    private void Put(string key, byte[] value)
    {
        var writes = etags == EtagBehaviour.Counting && _state.TryGetValue(key, out var before) ? long.Parse(before.ETag, CultureInfo.InvariantCulture) : 0;
        _state[key] = (value, etags == EtagBehaviour.Counting ? $"{writes + 1}" : $"{Guid.NewGuid()}");
    }

    private async Task Publish(string topic, byte[] data)
    {
        await OnPublish();
        if (PublishFault is { } fault)
            throw fault;
        lock (_gate)
            _published.Add((topic, data));
    }
}
