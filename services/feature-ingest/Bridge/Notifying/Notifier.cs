using System.Net.Http.Json;
using Dapr.Client;
using MassTransit;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults;

namespace UserRep.FeatureIngest.Bridge.Notifying;

/// <summary>
/// Tells the bus what changed about versions and pins. It polls version-router's epoch, since the topic's messages are hints, and publishes before it saves the ledger:
/// a crash or another replica may repeat a notification, under the same message id, and none is lost.
/// </summary>
internal sealed partial class Notifier(DaprClient dapr, IBus bus, BridgeInstruments instruments, TimeProvider clock, ILogger<Notifier> logger) : PollingService(s_poll, clock)
{
    private const string Key = "bridge-notifications";

    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    /// <summary>A confirm that a killed broker owes may never be told to have failed; then it is published again, under the same id.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly StateOptions s_firstWrite = new() { Concurrency = Dapr.Client.ConcurrencyMode.FirstWrite };

    private readonly HttpClient _router = DaprClient.CreateInvokeHttpClient(AppIds.VersionRouter);
    private long? _told;

    protected override void OnUnreachable(string reason) => LogWaiting(reason);

    protected override async Task StepAsync(CancellationToken ct)
    {
        // The ledger first: what is read of the registry after it is at least as new as what the ledger speaks of.
        var (ledger, etag) = await dapr.GetStateAndETagAsync<NotificationLedger?>(ComponentNames.StateStore, Key, cancellationToken: ct);
        var registry = (await _router.GetFromJsonAsync<VersionList>("/v1/versions", UserRepJson.Options, ct))!;
        if (registry.Epoch == _told)
            return;
        var models = (await _router.GetFromJsonAsync<ModelInfo[]>("/v1/models", UserRepJson.Options, ct))!;
        var (due, after) = DueNotifications.Of(ledger ?? NotificationLedger.Empty, registry, models);
        foreach (var notification in due)
        {
            await bus.Publish(notification.Message, Pipe.Execute<PublishContext>(context => context.MessageId = notification.Id), ct).WaitAsync(s_patience, Clock, ct);
            instruments.OnNotified(notification.Message.GetType().Name);
        }
        if (due.Count == 0 || await dapr.TrySaveStateAsync(ComponentNames.StateStore, Key, after, etag ?? "", s_firstWrite, cancellationToken: ct))
            _told = registry.Epoch;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of versions and pins can't be told at the moment, they will be: {Reason}")]
    private partial void LogWaiting(string reason);
}
