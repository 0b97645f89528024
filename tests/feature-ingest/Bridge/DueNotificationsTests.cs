using UserRep.Contracts.Notifications;
using UserRep.Contracts.Versions;
using UserRep.FeatureIngest.Bridge.Notifying;

namespace UserRep.FeatureIngest.Tests.Bridge;

public class DueNotificationsTests
{
    private NotificationLedger _ledger = NotificationLedger.Empty;

    [Fact]
    public void Versions_ThroughTheirLives_AreToldReadyAndRetiredOnce()
    {
        Assert.Empty(Tell(1, [Version(1, VersionState.Registered), Version(2, VersionState.Backfilling)]));
        var ready = Assert.Single(Tell(2, [Version(1, VersionState.Ready), Version(2, VersionState.Backfilling)]));
        Assert.Equal(new EncoderVersionReady("representation@v1", "b1", "sha1", "space1", 64, "cosine"), ready.Message);
        // Ready for less than a poll is ready all the same.
        Assert.IsType<EncoderVersionReady>(Assert.Single(Tell(3, [Version(1, VersionState.Serving), Version(2, VersionState.Serving)])).Message);
        Assert.Empty(Tell(4, [Version(1, VersionState.Draining), Version(2, VersionState.Serving)]));
        Assert.Empty(Tell(5, [Version(1, VersionState.Serving), Version(2, VersionState.Serving)]));
        Assert.Equal(new EncoderVersionRetired("representation@v1", "space1"), Assert.Single(Tell(6, [Version(1, VersionState.Retired), Version(2, VersionState.Serving)])).Message);
        Assert.Empty(Tell(7, [Version(1, VersionState.Retired), Version(2, VersionState.Serving)]));
    }

    [Fact]
    public void Pins_ThereAndBack_AreEachToldUnderAnIdOfTheirOwn()
    {
        var told = new[] { "v1", "v2", "v1", "v1", "v2" }.SelectMany((pin, i) => Tell(i + 1, [], Model("m", pin))).ToArray();
        Assert.Equal(
            [new PinChanged("m", "v1", null, 1), new PinChanged("m", "v2", "v1", 2), new PinChanged("m", "v1", "v2", 3), new PinChanged("m", "v2", "v1", 4)],
            told.Select(n => n.Message));
        Assert.Equal(4, told.Select(n => n.Id).Distinct().Count());
    }

    [Fact]
    public void Notifications_ToldAgainAfterALostSave_HaveTheSameIds()
    {
        VersionInfo[] versions = [Version(1, VersionState.Serving), Version(2, VersionState.Retired)];
        var before = _ledger;
        var first = Tell(1, versions, Model("m", "v1"), Model("n", "v1"));
        _ledger = before;
        Assert.Equal(4, first.Count);
        Assert.Equal(first.Select(n => n.Id), Tell(1, versions, Model("m", "v1"), Model("n", "v1")).Select(n => n.Id));
    }

    [Fact]
    public void Notifications_OfAnOlderViewOfTheRegistry_AreNone()
    {
        Tell(5, [], Model("m", "v2"));
        Assert.Empty(Tell(4, [Version(1, VersionState.Ready)], Model("m", "v1")));
        Assert.Equal(5, _ledger.Epoch);
    }

    private IReadOnlyList<Notification> Tell(long epoch, VersionInfo[] versions, params ModelInfo[] models)
    {
        (var due, _ledger) = DueNotifications.Of(_ledger, new VersionList(epoch, versions), models);
        return due;
    }

    private static VersionInfo Version(int number, VersionState state) => new(
        new EncoderVersion(number).ToString(), state, $"b{number}", $"sha{number}", $"space{number}", 64, "cosine", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    private static ModelInfo Model(string name, string pin) => new(name, pin, null, [], [], DateTimeOffset.UnixEpoch);
}
