using Parquet.Schema;

namespace UserRep.EventArchive.Parts;

/// <summary>
/// The columns of a day's Parquet files. <c>at</c> is Unix milliseconds, <c>type</c> the CloudEvent's; <c>item_ids</c> (onboarding) and <c>profile</c> are JSON.
/// </summary>
internal static class PartColumns
{
    public const string UserIdName = "user_id";

    public static readonly DataField<string> EventId = new("event_id");
    public static readonly DataField<string> UserId = new(UserIdName);
    public static readonly DataField<long> At = new("at");
    public static readonly DataField<string> Type = new("type");
    public static readonly DataField<string> ItemId = new("item_id");
    public static readonly DataField<string> Action = new("action");
    public static readonly DataField<double?> Weight = new("weight");
    public static readonly DataField<long?> PlayedMs = new("played_ms");
    public static readonly DataField<string> ItemIds = new("item_ids");
    public static readonly DataField<string> Profile = new("profile");

    public static ParquetSchema Schema { get; } = new(EventId, UserId, At, Type, ItemId, Action, Weight, PlayedMs, ItemIds, Profile);
}
