using UserRep.Contracts.Wire;
using UserRep.Features.Schema;

namespace UserRep.Features.Items;

/// <summary>An item as the encoder can see it: a user whose whole history is that item, once, today.</summary>
public static class ItemHistories
{
    /// <summary>Any day does: features depend on the age of an activity, and there is no other date in such a history.</summary>
    public const int Day = 20_000;

    /// <summary>The vector of such a history stands where a user stands of whom nothing else is known.</summary>
    public static UserHistory Of(FeatureSchema schema, ulong itemHash)
    {
        var history = new UserHistory { Actions = { Action(schema) } };
        history.Days.Add(new HistoryDay { Day = Day, Items = { itemHash }, Actions = { 0u }, Counts = { 1u }, MilliWeights = { 1000L }, Milliseconds = { 0UL } });
        return history;
    }

    /// <summary>One that pools: an action that counts for nothing would leave the item out of its own history.</summary>
    private static string Action(FeatureSchema schema) =>
        schema.DefaultActionWeight > 0 ? "" : schema.ActionWeights.MaxBy(a => a.Value).Key ?? "";
}
