using Google.Protobuf;
using UserRep.Contracts.Wire;

namespace UserRep.FeatureIngest.Shards;

/// <summary>Removes a user from a shard's memory and marks them as erased. Every step may be repeated.</summary>
internal sealed class HistoryEraser(ShardMemory memory)
{
    /// <returns>False if it was done for this receipt before.</returns>
    public async Task<bool> EraseAsync(HistoryErasureOrder order, long now, long expiresAt, bool isArchived)
    {
        var known = memory.Marks.Find(order.UserId);
        if (known?.Receipt == order.Receipt)
            return false;
        var history = await memory.FindAsync(order.UserId);
        memory.Marks.Put(new ErasedUser
        {
            Hash = ShardKeys.UserHash(order.UserId),
            Receipt = order.Receipt,
            ErasedAt = now,
            ExpiresAt = expiresAt,
            // Of what was erased before something may be under way still.
            Emission = history?.Emission ?? known?.Emission ?? 0,
            ArchivePending = isArchived,
            Removed = { history is null ? [] : Contents(history) },
        });
        memory.MarksChanged();
        // What an earlier erasure made wait is older than this one.
        memory.Withhold(order.UserId, null);
        if (history is not null)
            await memory.RemoveAsync(history);
        return true;
    }

    /// <returns>The events that waited for the archive; null if this receipt keeps none back.</returns>
    public async Task<IReadOnlyList<ByteString>?> ReleaseAsync(HistoryErasureOrder order)
    {
        if (memory.Marks.Find(order.UserId) is not { ArchivePending: true } mark || mark.Receipt != order.Receipt)
            return null;
        var withheld = await memory.WithheldAsync(order.UserId);
        mark.ArchivePending = false;
        memory.MarksChanged();
        memory.Withhold(order.UserId, null);
        return withheld.Archived;
    }

    private static Dictionary<string, long> Contents(UserHistory history) => new()
    {
        ["histories"] = 1,
        ["days"] = history.Days.Count,
        ["events"] = history.Days.Sum(d => d.EventHashes.Count),
        ["profile values"] = history.Profile.Count,
        ["onboarding picks"] = history.Onboarding?.Items.Count ?? 0,
    };
}
