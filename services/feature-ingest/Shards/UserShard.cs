using Dapr.Actors.Runtime;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.Contracts.Shards;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Archiving;
using UserRep.FeatureIngest.Clocks;
using UserRep.FeatureIngest.Emitting;
using UserRep.FeatureIngest.Erasures;
using UserRep.FeatureIngest.Walks;

namespace UserRep.FeatureIngest.Shards;

/// <summary>Turns are serial, so a turn may change memory freely; if its save fails or comes too late, memory is dropped and the caller told.</summary>
internal sealed partial class UserShard : Actor, IUserShard, IRemindable
{
    private const string TendReminder = "tend";
    private static readonly TimeSpan TendPeriod = TimeSpan.FromMinutes(1);

    /// <summary>Replicas of one machine are told apart by their process.</summary>
    private static readonly string s_host = $"{Environment.MachineName}/{Environment.ProcessId}";

    private readonly ShardStorage _storage;
    private readonly IShardPump _pump;
    private readonly AsOfClock _clock;
    private readonly FeaturesEmitter _emitter;
    private readonly WalkPace _pace;
    private readonly TimeProvider _time;
    private readonly IEventArchive _archive;
    private readonly FeatureIngestInstruments _instruments;
    private readonly FeatureIngestOptions _options;
    private readonly ErasureOptions _erasures;
    private readonly ILogger<UserShard> _logger;
    private readonly RecentEvents _recent;
    private readonly int _shard;
    private ShardMemory? _memory;
    private ShardWalk? _walk;

    public UserShard(ActorHost host, IShardPump pump, AsOfClock clock, FeaturesEmitter emitter, WalkPace pace, TimeProvider time, IEventArchive archive, FeatureIngestInstruments instruments, IOptions<FeatureIngestOptions> options, IOptions<ErasureOptions> erasures, ILogger<UserShard> logger)
        : base(host)
    {
        _storage = new ShardStorage(StateManager);
        (_pump, _clock, _emitter, _pace, _time, _archive, _instruments, _options, _logger) = (pump, clock, emitter, pace, time, archive, instruments, options.Value, logger);
        _erasures = erasures.Value;
        _recent = new RecentEvents(time);
        _shard = int.Parse(host.Id.GetId());
    }

    /// <summary>An actor wakes only on a call: the reminder is that call for a shard that owes something after a crash.</summary>
    protected override Task OnActivateAsync() => RegisterReminderAsync(TendReminder, null, TendPeriod, TendPeriod);

    protected override Task OnDeactivateAsync()
    {
        Forget();
        return Task.CompletedTask;
    }

    public Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        _pump.Schedule(_shard, TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public async Task Apply(byte[] batch)
    {
        var memory = await MemoryAsync();
        var application = new BatchApplication(memory, _clock);
        await InTurnAsync("apply", async () =>
        {
            await application.ApplyAsync(ShardBatch.Parser.ParseFrom(batch));
            // Before the save: once a history knows an event, its redelivery is not accepted again.
            await _archive.AppendAsync(application.Archived);
            return !application.IsEmpty;
        });
        _recent.Add(application.Accepted);
        _instruments.OnApplied(application);
        if (memory.Meta.Owed.Count > 0)
            _pump.Schedule(_shard, application.AtOnce ? TimeSpan.Zero : TimeSpan.FromMilliseconds(_options.CoalesceMilliseconds));
    }

    public async Task<PumpResult> Pump()
    {
        var memory = await MemoryAsync();
        await InTurnAsync("pump", async () =>
        {
            var emitted = await _emitter.EmitOwedAsync(memory, CancellationToken.None);
            var expired = memory.Marks.DropExpired(_clock.NowMilliseconds);
            if (expired)
                memory.MarksChanged();
            return emitted > 0 || expired;
        });
        ScheduleWalk();
        return new PumpResult(false, 0);
    }

    public async Task<PumpResult> Walk()
    {
        var memory = await MemoryAsync();
        await InTurnAsync("walk", async () =>
        {
            await _walk!.StepAsync(CancellationToken.None);
            return _walk.Changed;
        });
        if (memory.Meta.Owed.Count > 0)
            _pump.Schedule(_shard, TimeSpan.Zero);
        if (_walk!.Publishing is not { } publishing)
            return new PumpResult(_walk.IsUnderWay, (int)Math.Min(_walk.Wait.TotalMilliseconds, TendPeriod.TotalMilliseconds));
        // The next step sees whether it succeeded, and saves its cursor: one transaction a step.
        var (due, now) = (_walk.Wait, _time.GetTimestamp());
        _ = publishing.ContinueWith(_ => _pump.ScheduleWalk(_shard, due - _time.GetElapsedTime(now)), TaskScheduler.Default);
        return new PumpResult(false, 0);
    }

    public async Task<ShardReport> Report()
    {
        var meta = (await MemoryAsync()).Meta;
        return new ShardReport(
            meta.Users, meta.Counts.Accepted, meta.Counts.Duplicate, meta.Counts.Late, meta.Counts.Overflowed,
            meta.Counts.Redelivered, meta.Counts.Erased,
            Owed(meta),
            [.. meta.Backfills.Select(b => new ShardBackfill(b.Version, b.State(), b.Emitted, b.StartedAt, b.EndedAt, _walk!.UsersPerSecond(b.Version), b.Round))]);
    }

    public async Task<ShardLoad> Load()
    {
        var memory = await MemoryAsync();
        var meta = memory.Meta;
        return new ShardLoad(_shard, meta.Users, meta.Counts.Accepted, _recent.PerSecond(), Owed(meta), memory.HotUsers, memory.HotBytes, [.. Walks(meta)], s_host);
    }

    public async Task<byte[]> History(string userId)
    {
        var memory = await MemoryAsync();
        var history = await memory.FindAsync(userId);
        memory.Trim();
        return history is null ? [] : new UserFeatures { History = history, AsOf = _clock.AsOf(history, memory.Meta.ReplayAsOf) }.ToByteArray();
    }

    public async Task EndReplay(long asOf)
    {
        var memory = await MemoryAsync();
        await InTurnAsync("other", () =>
        {
            if (asOf <= memory.Meta.ReplayAsOf)
                return Task.FromResult(false);
            memory.Meta.ReplayAsOf = asOf;
            return Task.FromResult(true);
        });
        _pump.Schedule(_shard, TimeSpan.Zero);
    }

    public async Task StartBackfill(BackfillOrder order)
    {
        var memory = await MemoryAsync();
        await InTurnAsync("other", () =>
        {
            if (!_walk!.IsUnderWay)
                _walk.Begin();
            return Task.FromResult(BackfillOrders.Start(memory.Meta, order.Version, order.Round));
        });
        ScheduleWalk();
    }

    public async Task StopBackfill(string version)
    {
        var memory = await MemoryAsync();
        await InTurnAsync("other", () => Task.FromResult(BackfillOrders.Stop(memory.Meta, version, _clock.NowMilliseconds)));
    }

    public async Task<HistoryErasure> Erase(HistoryErasureOrder order)
    {
        var memory = await MemoryAsync();
        var now = _clock.NowMilliseconds;
        await InTurnAsync("other", () => new HistoryEraser(memory).EraseAsync(order, now, now + _erasures.TombstoneDays * UnixDay.MillisecondsPerDay, _archive.Enabled));
        var mark = memory.Marks.Find(order.UserId)!;
        return new HistoryErasure(mark.ErasedAt, mark.ExpiresAt, mark.Emission, new Dictionary<string, long>(mark.Removed));
    }

    public async Task ResumeArchive(HistoryErasureOrder order)
    {
        var memory = await MemoryAsync();
        await InTurnAsync("other", async () =>
        {
            if (await new HistoryEraser(memory).ReleaseAsync(order) is not { } events)
                return false;
            await _archive.AppendAsync(events);
            return true;
        });
    }

    private async Task<ShardMemory> MemoryAsync()
    {
        if (_memory is null)
        {
            _memory = await ShardMemory.LoadAsync(_storage, _options.HotUsersPerShard);
            _walk = new ShardWalk(_memory, _clock, _emitter, _pace, _time, _shard);
            _instruments.OnOwed(_shard, _memory.Meta.Owed);
        }
        return _memory;
    }

    private void ScheduleWalk()
    {
        if (_walk is { IsUnderWay: true, Publishing: null } walk)
            _pump.ScheduleWalk(_shard, walk.Wait);
    }

    private static long Owed(ShardMeta meta) =>
        meta.Owed.Count + (meta.Refresh is { } refresh ? ShardWalk.LeftOf(refresh, meta) : 0);

    private static IEnumerable<ShardWalkState> Walks(ShardMeta meta) =>
    [
        .. meta.Refresh is { Done: false } refresh ? [new ShardWalkState("refresh", refresh.Page, meta.Pages)] : Array.Empty<ShardWalkState>(),
        .. meta.Backfills.Where(b => b is { Done: false, Stopped: false }).Select(b => new ShardWalkState(b.Version, b.Page, meta.Pages)),
    ];

    /// <param name="operation">What its time is recorded under.</param>
    /// <param name="change">Changes memory; false if it left it as it was.</param>
    private async Task InTurnAsync(string operation, Func<Task<bool>> change)
    {
        var (saved, begun) = (false, _time.GetTimestamp());
        try
        {
            saved = !await change() || await TrySaveAsync();
        }
        finally
        {
            _instruments.OnTurn(operation, _time.GetElapsedTime(begun));
            if (saved)
                _instruments.OnOwed(_shard, _memory!.Meta.Owed);
            else
                Forget();
        }
        if (!saved)
        {
            _instruments.OnLostTurn();
            LogLostTurn(_shard);
            throw new InvalidOperationException($"Shard {_shard} was written by another host; this turn was undone.");
        }
    }

    private async Task<bool> TrySaveAsync()
    {
        var begun = _time.GetTimestamp();
        var saved = await _memory!.TrySaveAsync();
        _instruments.OnSaved(_time.GetElapsedTime(begun));
        return saved;
    }

    private void Forget()
    {
        _memory = null;
        _instruments.OnForgotten(_shard);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} was written by another host; the turn was undone and its memory dropped")]
    private partial void LogLostTurn(int shard);
}
