using UserRep.Contracts.Notifications;
using UserRep.Contracts.Versions;

namespace UserRep.FeatureIngest.Bridge.Notifying;

/// <summary>What the bus has yet to be told of the registry, and the ledger once it has been.</summary>
internal static class DueNotifications
{
    public static (IReadOnlyList<Notification> Due, NotificationLedger After) Of(NotificationLedger told, VersionList registry, IReadOnlyList<ModelInfo> models)
    {
        var due = new List<Notification>();
        if (registry.Epoch < told.Epoch)
            return (due, told);
        var ready = registry.Versions.Where(v => v.State is VersionState.Ready or VersionState.Serving or VersionState.Draining && !told.Ready.Contains(v.Version)).ToArray();
        var retired = registry.Versions.Where(v => v.State == VersionState.Retired && !told.Retired.Contains(v.Version)).ToArray();
        due.AddRange(ready.Select(v => new Notification(
            $"ready {v.Version} {v.Sha256}", new EncoderVersionReady(v.Version, v.BundleUri, v.Sha256, v.EmbeddingSpaceId, v.Dimension, v.Metric))));
        var pins = new Dictionary<string, ToldPin>(told.Pins);
        foreach (var model in models)
        {
            var before = pins.GetValueOrDefault(model.Model) ?? new ToldPin(null, 0);
            if (before.Pin == model.Pin)
                continue;
            var now = new ToldPin(model.Pin, before.Change + 1);
            due.Add(new Notification($"pin {model.Model} {now.Change} {now.Pin}", new PinChanged(model.Model, now.Pin, before.Pin, now.Change)));
            pins[model.Model] = now;
        }
        // Last, so that a model is told to have left a version before the version goes.
        due.AddRange(retired.Select(v => new Notification($"retired {v.Version} {v.Sha256}", new EncoderVersionRetired(v.Version, v.EmbeddingSpaceId))));
        return (due, new NotificationLedger(registry.Epoch, [.. told.Ready, .. ready.Select(v => v.Version)], [.. told.Retired, .. retired.Select(v => v.Version)], pins));
    }
}
