using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Clocks;
using UserRep.FeatureIngest.Emitting;

namespace UserRep.FeatureIngest.Shards;

/// <summary>Walks a shard's directory page by page: a refresh emits users whose vector speaks for an earlier day, a backfill emits all for one version. Cursors are saved with the shard.</summary>
internal sealed class ShardWalk(ShardMemory memory, AsOfClock clock, FeaturesEmitter emitter)
{
    private ShardMeta Meta => memory.Meta;

    /// <summary>A cursor moved, with or without users.</summary>
    public bool Changed { get; private set; }

    public bool IsUnderWay => Meta.Refresh is { Done: false } || Meta.Backfills.Any(b => !b.Done);

    /// <returns>Users taken, for the rate limit.</returns>
    public async Task<int> StepAsync(CancellationToken ct)
    {
        if (clock.RefreshDay(Meta.ReplayAsOf) is { } day && (Meta.Refresh is null || Meta.Refresh.Day < day))
        {
            Meta.Refresh = new RefreshWalk { Day = day };
            Changed = true;
        }
        if (Meta.Refresh is { Done: false } refresh)
            return await RefreshAsync(refresh);
        return Meta.Backfills.FirstOrDefault(b => !b.Done) is { } backfill ? await BackfillAsync(backfill, ct) : 0;
    }

    /// <summary>Users get their new emission number and are owed in one write with the cursor; the next pump emits them.</summary>
    private async Task<int> RefreshAsync(RefreshWalk refresh)
    {
        Changed = true;
        if (refresh.Page >= Meta.Pages)
        {
            refresh.Done = true;
            return 0;
        }
        var owed = Meta.Owed.Select(o => o.UserId).ToHashSet();
        var stale = 0;
        foreach (var userId in (await memory.PageAsync(refresh.Page)).UserIds)
        {
            var history = (await memory.FindAsync(userId))!;
            if (history.EmittedDay >= refresh.Day || owed.Contains(userId))
                continue;
            history.Emission++;
            memory.Changed(history);
            Meta.Owed.Add(new OwedUser { UserId = userId });
            stale++;
        }
        refresh.Page++;
        refresh.Done = refresh.Page >= Meta.Pages;
        return stale;
    }

    private async Task<int> BackfillAsync(BackfillWalk backfill, CancellationToken ct)
    {
        Changed = true;
        if (backfill.Page >= Meta.Pages)
        {
            backfill.Done = true;
            return 0;
        }
        var users = new List<UserHistory>();
        foreach (var userId in (await memory.PageAsync(backfill.Page)).UserIds)
            users.Add((await memory.FindAsync(userId))!);
        await emitter.BackfillAsync(users, Meta.ReplayAsOf, backfill.Version, ct);
        backfill.Emitted += users.Count;
        backfill.Page++;
        // The last page may still grow; whoever joins it later is emitted by the live lane for every live version.
        backfill.Done = backfill.Page >= Meta.Pages;
        return users.Count;
    }
}
