using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Clocks;
using UserRep.FeatureIngest.Emitting;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Walks;

/// <summary>
/// Walks a shard's directory step by step, with cursors saved with the shard: a refresh makes users owed whose vector speaks for an earlier day, a backfill
/// emits all for one version. Lives as long as the memory that it walks, and is dropped with it.
/// </summary>
internal sealed class ShardWalk
{
    /// <summary>Reads from the store that a step may spend in the shard's turn before it is cut short.</summary>
    private static readonly TimeSpan MaxReading = TimeSpan.FromMilliseconds(20);

    /// <summary>A step waits this long at most for users who are owed, so that the walk goes on under whatever load. Longer than changes are coalesced.</summary>
    private static readonly TimeSpan MaxYield = TimeSpan.FromMilliseconds(300);

    private const int MaxStepBytes = 1024 * 1024;

    private readonly ShardMemory _memory;
    private readonly AsOfClock _clock;
    private readonly FeaturesEmitter _emitter;
    private readonly WalkPace _pace;
    private readonly TimeProvider _time;
    private readonly int _shard;
    private PublishedStep? _step;
    private (string Version, WalkRate Rate)? _rate;
    private long? _yieldingSince;

    public ShardWalk(ShardMemory memory, AsOfClock clock, FeaturesEmitter emitter, WalkPace pace, TimeProvider time, int shard)
    {
        (_memory, _clock, _emitter, _pace, _time, _shard) = (memory, clock, emitter, pace, time, shard);
        if (IsUnderWay)
            Begin();
    }

    /// <summary>The last step changed what is saved.</summary>
    public bool Changed { get; private set; }

    public bool IsUnderWay => IsRefreshing || Backfill is not null || HasNewDay;

    /// <summary>The publication that the walk waits for; null where there is none.</summary>
    public Task? Publishing => _step is { Published.IsCompleted: false } step ? step.Published : null;

    /// <summary>Until the next step is due.</summary>
    public TimeSpan Wait
    {
        get
        {
            var now = _clock.NowMilliseconds;
            var due = _pace.Bounded(Meta.WalkDue, now);
            if (!HasNewDay && Backfill is null)
                due = Math.Max(due, Meta.Refresh?.Due ?? 0);
            var wait = TimeSpan.FromMilliseconds(Math.Max(0, due - now));
            var yielding = _yieldingSince is { } since && Meta.Owed.Count > 0 ? MaxYield - _time.GetElapsedTime(since) : TimeSpan.Zero;
            return wait > yielding ? wait : yielding;
        }
    }

    private ShardMeta Meta => _memory.Meta;

    private bool IsRefreshing => Meta.Refresh is { Done: false };

    private bool HasNewDay => _clock.RefreshDay(Meta.ReplayAsOf) is { } day && (Meta.Refresh is null || Meta.Refresh.Day < day);

    private BackfillWalk? Backfill => Meta.Backfills.FirstOrDefault(b => b is { Done: false, Stopped: false });

    /// <summary>Users a second of a version's backfill, lately; null where that is not known.</summary>
    public double? UsersPerSecond(string version) => _rate is { } rate && rate.Version == version ? rate.Rate.UsersPerSecond : null;

    /// <summary>After a pause: the first step is not due at once.</summary>
    public void Begin() => Meta.WalkDue = Math.Max(Meta.WalkDue, _pace.FirstDue(_shard, _clock.NowMilliseconds));

    /// <summary>Ends the step before, and takes the next if one is due.</summary>
    /// <returns>Users taken.</returns>
    public async Task<int> StepAsync(CancellationToken ct)
    {
        Changed = false;
        if (Publishing is not null)
            return 0;
        await EndStepAsync();
        if (HasNewDay)
            BeginRefresh();
        var now = _clock.NowMilliseconds;
        Meta.WalkDue = _pace.Bounded(Meta.WalkDue, now);
        if (!IsUnderWay || Wait > TimeSpan.Zero || IsYielding())
            return 0;
        var users = Meta.Refresh is { Done: false } refresh && refresh.Due <= now ? await RefreshAsync(refresh, now) : Backfill is { } backfill ? await BackfillAsync(backfill, ct) : 0;
        Meta.WalkDue = _pace.NextDue(Meta.WalkDue, now, users);
        return users;
    }

    private void BeginRefresh()
    {
        Begin();
        Meta.Refresh = new RefreshWalk { Day = _clock.RefreshDay(Meta.ReplayAsOf)!.Value };
        Changed = true;
    }

    private bool IsYielding()
    {
        if (Meta.Owed.Count > 0)
        {
            _yieldingSince ??= _time.GetTimestamp();
            if (_time.GetElapsedTime(_yieldingSince.Value) < MaxYield)
                return true;
        }
        _yieldingSince = null;
        return false;
    }

    /// <summary>Users get their new emission number and are owed in one write with the cursor; the next pump emits them.</summary>
    private async Task<int> RefreshAsync(RefreshWalk refresh, long now)
    {
        Changed = true;
        var users = await TakeAsync(refresh.Page, refresh.Offset);
        var owed = Meta.Owed.Select(o => o.UserId).ToHashSet();
        foreach (var history in users)
        {
            if (history.EmittedDay >= refresh.Day || owed.Contains(history.UserId))
                continue;
            history.Emission++;
            _memory.Changed(history);
            Meta.Owed.Add(new OwedUser { UserId = history.UserId });
        }
        (refresh.Page, refresh.Offset, refresh.Done) = await AfterAsync(refresh.Page, refresh.Offset + (uint)users.Count);
        refresh.Due = _pace.NextRefreshDue(refresh, now, LeftOf(refresh, Meta));
        return users.Count;
    }

    /// <summary>At most: an erased user leaves a page short.</summary>
    public static long LeftOf(RefreshWalk refresh, ShardMeta meta) =>
        refresh.Done ? 0 : Math.Min(meta.Users, (meta.Pages - refresh.Page) * (long)ShardMemory.UsersPerPage - refresh.Offset);

    private async Task<int> BackfillAsync(BackfillWalk backfill, CancellationToken ct)
    {
        if (backfill.StartedAt == 0)
        {
            backfill.StartedAt = _clock.NowMilliseconds;
            Changed = true;
        }
        if (_rate?.Version != backfill.Version)
            _rate = (backfill.Version, new WalkRate(_time));
        var users = await TakeAsync(backfill.Page, backfill.Offset);
        // Published outside of the shard's turn: events need not wait for the broker.
        _step = new PublishedStep(backfill.Version, users.Select(u => u.UserId).ToHashSet(), users.Count == 0 ? Task.CompletedTask : _emitter.BackfillAsync(users, Meta.ReplayAsOf, backfill.Version, ct));
        if (users.Count == 0)
            await EndStepAsync();
        return users.Count;
    }

    /// <summary>Moves the cursor over the users of a step. Meanwhile some may have been erased, and then the cursor was moved along.</summary>
    private async Task EndStepAsync()
    {
        if (_step is not { } step)
            return;
        _step = null;
        await step.Published;
        if (Meta.Backfills.FirstOrDefault(b => b.Version == step.Version) is not { Done: false } backfill)
            return;
        Changed = true;
        var offset = backfill.Offset;
        if (backfill.Page < Meta.Pages)
        {
            var page = await _memory.PageAsync(backfill.Page);
            while (offset < page.UserIds.Count && step.Users.Contains(page.UserIds[(int)offset]))
                offset++;
        }
        // The last page may still grow; whoever joins it later is emitted by the live lane for every live version.
        (backfill.Page, backfill.Offset, backfill.Done) = await AfterAsync(backfill.Page, offset);
        backfill.Emitted += step.Users.Count;
        _rate?.Rate.Add(step.Users.Count);
        if (backfill.Done)
            backfill.EndedAt = _clock.NowMilliseconds;
    }

    /// <summary>The users from a cursor on, of one page: as many as make up a step.</summary>
    private async Task<List<UserHistory>> TakeAsync(uint page, uint offset)
    {
        var users = new List<UserHistory>();
        if (page >= Meta.Pages)
            return users;
        var (begun, bytes) = (_time.GetTimestamp(), 0);
        foreach (var userId in (await _memory.PageAsync(page)).UserIds.Skip((int)offset).Take(_pace.StepUsers))
        {
            var history = (await _memory.PeekAsync(userId))!;
            users.Add(history);
            bytes += history.CalculateSize();
            if (bytes >= MaxStepBytes || _time.GetElapsedTime(begun) >= MaxReading)
                break;
        }
        return users;
    }

    private async Task<(uint Page, uint Offset, bool Done)> AfterAsync(uint page, uint offset)
    {
        if (page < Meta.Pages && offset < (await _memory.PageAsync(page)).UserIds.Count)
            return (page, offset, false);
        return (page + 1, 0, page + 1 >= Meta.Pages);
    }
}
