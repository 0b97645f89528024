using UserRep.Contracts.Events;
using UserRep.Contracts.Users;
using UserRep.Contracts.Wire;

namespace UserRep.Features.Histories;

/// <summary>From a history as it is stored to one that a person can read.</summary>
public static class HistoryViews
{
    /// <param name="itemId">An item's id by its hash, or null where it isn't known.</param>
    /// <param name="itemName">What people call an item, by its hash, or null where that isn't known. Default: of none.</param>
    public static UserHistoryView View(this UserHistory history, DateTimeOffset asOf, Func<ulong, string?> itemId, Func<ulong, string?>? itemName = null)
    {
        itemName ??= _ => null;
        var today = UnixDay.Of(asOf);
        var days = history.Days.Where(d => d.Day <= today).ToArray();
        var picks = history.Onboarding is { } onboarding && UnixDay.Of(onboarding.At) <= today
            ? new OnboardingView([.. onboarding.Items.Select(i => new PickView(Hex(i), itemId(i), itemName(i)))], Instant(onboarding.At))
            : null;
        return new UserHistoryView(
            history.UserId, asOf, history.Emission, history.LastEventAt == 0 ? null : Instant(history.LastEventAt),
            [.. days.Select(d => new HistoryDayView(UnixDay.Date(d.Day), [.. Activities(d, history, itemId, itemName)], d.EventHashes.Count, d.Full))],
            [.. history.Profile.Where(p => UnixDay.Of(p.At) <= today).Select(p => new ProfileValueView(p.Name, p.Value, Instant(p.At)))],
            picks, days.Sum(d => d.EventHashes.Count), history.Overflowed, history.AttributesOverflowed, history.FloorDay == 0 ? null : UnixDay.Date(history.FloorDay), history.CalculateSize());
    }

    private static IEnumerable<ActivityView> Activities(HistoryDay day, UserHistory history, Func<ulong, string?> itemId, Func<ulong, string?> itemName) =>
        day.Items.Select((item, i) => new ActivityView(Hex(item), itemId(item), history.Actions[(int)day.Actions[i]], day.Counts[i], day.MilliWeights[i] / 1000.0, day.Milliseconds[i], itemName(item)));

    private static string Hex(ulong hash) => hash.ToString("x16");


    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
