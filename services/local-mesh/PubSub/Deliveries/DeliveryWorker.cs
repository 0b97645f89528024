using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.PubSub.CloudEvents;
using UserRep.LocalMesh.PubSub.Journal;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>One delivery at a time to one replica; a subscription has <c>concurrency</c> of these per replica. Ends when the replica goes down.</summary>
internal sealed partial class DeliveryWorker(
    ConsumerGroup group, Subscription subscription, AppReplica replica, ISubscriberChannel channel, TimeProvider time, ILogger log, CancellationToken down)
{
    /// <summary>A bulk is closed at this size, which Kestrel's and daprd's default limits let through.</summary>
    private const int MaxBulkBytes = 4 << 20;

    /// <summary>The same for gRPC, whose servers take messages of 4 MiB by default: this leaves room for a last one of 1 MiB.</summary>
    private const int MaxGrpcBulkBytes = 3 << 20;

    /// <summary>How long a broken connection waits for news that the process has died before it counts as the app's failure.</summary>
    private static readonly TimeSpan DeathGrace = TimeSpan.FromSeconds(1);

    /// <summary>Pause after an app that accepts no connection, or after a bug.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly List<long> _claimed = [];
    private readonly HashSet<long> _open = [];

    public async Task RunAsync()
    {
        while (!down.IsCancellationRequested)
        {
            try
            {
                _claimed.Clear();
                await group.ClaimAsync(_claimed, subscription.BulkMessages ?? 1, down);
                _open.UnionWith(_claimed);
                for (var next = 0; next < _claimed.Count;)
                    next = await DeliverFromAsync(next);
            }
            catch (OperationCanceledException) when (down.IsCancellationRequested)
            {
                // What is still open goes back below: to another replica, or to this one when it is up again.
            }
            catch (Exception error)
            {
                LogBug(subscription.Topic, replica, error);
                await Task.Delay(Pause, time, CancellationToken.None);
            }
            finally
            {
                foreach (var id in _open)
                    group.Return(id);
                _open.Clear();
            }
        }
    }

    private async Task<int> DeliverFromAsync(int next)
    {
        var messages = new List<JournalMessage>();
        var most = replica.Protocol == AppProtocol.Grpc ? MaxGrpcBulkBytes : MaxBulkBytes;
        var answered = false;
        try
        {
            for (var bytes = 0; next < _claimed.Count && bytes < most; next++)
            {
                if (group.Position.Topic.Read(_claimed[next]) is not { } message)
                {
                    LogLost(subscription.Topic, _claimed[next]);
                    Settle(_claimed[next], Settlement.Lost);
                    continue;
                }
                bytes += message.Data.Length;
                messages.Add(message);
            }
            var undeliverable = new List<JournalMessage>();
            var untold = new List<JournalMessage>();
            foreach (var route in messages.GroupBy(m => RouteOf(m, undeliverable, untold)).Where(r => r.Key is not null))
                await PostAsync(route.Key!, [.. route]);
            await GiveUpAsync(undeliverable);
            await SettleAsync(untold, [.. untold.Select(_ => DeliveryStatus.Retry)]);
            answered = true;
        }
        finally
        {
            foreach (var message in messages)
            {
                // A request that was cut short may still be reading its body.
                if (answered)
                    message.Dispose();
                else
                    message.Abandon();
            }
        }
        return next;
    }

    /// <summary>Null, and listed, where the message can't or needn't be delivered, or its route can't be told.</summary>
    private string? RouteOf(JournalMessage message, List<JournalMessage> undeliverable, List<JournalMessage> untold)
    {
        string reason;
        if (message.ExpiresMs > 0 && message.ExpiresMs < time.GetUtcNow().ToUnixTimeMilliseconds())
            reason = "it has expired";
        else if (!subscription.RawPayload && message.Flags.HasFlag(RecordFlags.Raw) && !JsonText.IsObject(message.Data.Span))
            reason = "it was published raw and is no CloudEvent; subscribe with rawPayload";
        else if (EventRouting.PathOf(subscription, message.Data, out var fault) is { } path)
            return path;
        else if (fault.Length > 0)
        {
            LogRuleFailed(subscription.Topic, message.Id, replica.AppId, fault);
            untold.Add(message);
            return null;
        }
        else
            reason = "no route matches";
        LogUndeliverable(subscription.Topic, message.Id, replica.AppId, reason);
        undeliverable.Add(message);
        return null;
    }

    private async Task PostAsync(string path, List<JournalMessage> messages)
    {
        var statuses = new DeliveryStatus[messages.Count];
        try
        {
            if (subscription.BulkMessages is null)
                statuses[0] = await channel.SingleAsync(replica, subscription, path, messages[0], down);
            else
                await channel.BulkAsync(replica, subscription, path, messages, statuses, down);
        }
        catch (Exception error) when (NeverReached(error))
        {
            // The app is starting, going away, or too busy to accept.
            await Task.Delay(Pause, time, down);
            return;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // Ends early, by cancellation, when the process turns out to have died.
            await Task.Delay(DeathGrace, time, down);
            LogBroken(subscription.Topic, replica, error);
            statuses.AsSpan().Fill(DeliveryStatus.Retry);
        }
        await SettleAsync(messages, statuses);
    }

    private async Task SettleAsync(List<JournalMessage> messages, DeliveryStatus[] statuses)
    {
        var dropped = new List<JournalMessage>();
        var failed = new List<JournalMessage>();
        for (var i = 0; i < statuses.Length; i++)
        {
            switch (statuses[i])
            {
                case DeliveryStatus.Success:
                    Settle(messages[i].Id, Settlement.Delivered);
                    break;
                case DeliveryStatus.Gone:
                    LogUndeliverable(subscription.Topic, messages[i].Id, replica.AppId, "the app has nothing that takes it");
                    Settle(messages[i].Id, Settlement.Dropped);
                    break;
                case DeliveryStatus.Drop:
                    LogUndeliverable(subscription.Topic, messages[i].Id, replica.AppId, "the app dropped it");
                    dropped.Add(messages[i]);
                    break;
                default:
                    failed.Add(messages[i]);
                    break;
            }
        }
        if (failed.Count > 0)
            LogFailed(subscription.Topic, failed.Count, replica);
        if (subscription.DeadLetterTopic is null)
            failed.ForEach(m => Fail(m.Id));
        else
            dropped.AddRange(failed);
        await GiveUpAsync(dropped);
    }

    /// <summary>To the dead-letter topic, as stored, or else done with.</summary>
    private async Task GiveUpAsync(List<JournalMessage> messages)
    {
        if (messages.Count == 0)
            return;
        if (subscription.DeadLetterTopic is not { } topic)
        {
            messages.ForEach(m => Settle(m.Id, Settlement.Dropped));
            return;
        }
        var batch = new RecordBatch(messages.Sum(m => m.Data.Length + 128));
        messages.ForEach(batch.Add);
        var result = await group.Component.Journal.AppendAsync(topic, batch, CancellationToken.None);
        if (!result.Durable)
            LogDeadLetterFailed(topic, result.Error!);
        foreach (var message in messages)
        {
            if (result.Durable)
                Settle(message.Id, Settlement.DeadLettered);
            else
                Fail(message.Id);
        }
    }

    /// <summary>A connection that was refused, or timed out: the channel's other timeouts are none.</summary>
    private bool NeverReached(Exception error) =>
        error is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
        || (error is OperationCanceledException && !down.IsCancellationRequested);

    private void Settle(long id, Settlement how)
    {
        _open.Remove(id);
        group.Settle(id, how);
    }

    private void Fail(long id)
    {
        _open.Remove(id);
        group.Fail(id);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Topic {Topic}: {Count} deliveries to {Replica} failed")]
    private partial void LogFailed(string topic, int count, AppReplica replica);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Topic {Topic}: {Replica} broke a delivery off")]
    private partial void LogBroken(string topic, AppReplica replica, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Topic {Topic}: message {Id} is not delivered to {AppId}: {Reason}")]
    private partial void LogUndeliverable(string topic, long id, string appId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Topic {Topic}: message {Id} finds no route to {AppId}: {Fault}; it fails, as with daprd")]
    private partial void LogRuleFailed(string topic, long id, string appId, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Topic {Topic}: message {Id} is damaged or gone")]
    private partial void LogLost(string topic, long id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Dead-letter topic {Topic}: {Error}")]
    private partial void LogDeadLetterFailed(string topic, string error);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Topic {Topic}: delivery to {Replica} met a bug; its messages are delivered again")]
    private partial void LogBug(string topic, AppReplica replica, Exception error);
}
