using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Emitting;

/// <summary>
/// Calls shards that have something to emit, or a walk under way. Coalescing lives here and not in actor timers: a timer would cost two more
/// calls a beat. What is lost with the process is only the appointment; what is owed is in the shard, and the reminder
/// and the sweep at start come back for it.
/// </summary>
internal sealed partial class ShardPump(ShardProxies shards, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<ShardPump> logger) : IShardPump
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Appointment[] _pumps = [.. Enumerable.Range(0, shards.Count).Select(s => new Appointment(s, shards.PumpAsync))];
    private readonly Appointment[] _walks = [.. Enumerable.Range(0, shards.Count).Select(s => new Appointment(s, shards.WalkAsync))];

    public void Schedule(int shard, TimeSpan delay) => Schedule(_pumps[shard], delay);

    public void ScheduleWalk(int shard, TimeSpan delay) => Schedule(_walks[shard], delay);

    private void Schedule(Appointment appointment, TimeSpan delay)
    {
        if (delay < TimeSpan.Zero)
            delay = TimeSpan.Zero;
        var due = clock.GetTimestamp() + (long)(delay.TotalSeconds * clock.TimestampFrequency);
        lock (appointment)
        {
            if (appointment.Due is { } known && known <= due)
                return;
            appointment.Due = due;
            // A run under way looks at Due when it ends.
            if (!appointment.Running)
                SetTimer(appointment, delay);
        }
    }

    private void SetTimer(Appointment appointment, TimeSpan delay)
    {
        appointment.Timer ??= CreateTimer(appointment);
        appointment.Timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private ITimer CreateTimer(Appointment appointment)
    {
        // It lives on: each of its runs would take itself for a part of the trace that made the first appointment.
        using var suppressed = ExecutionContext.SuppressFlow();
        return clock.CreateTimer(_ => _ = RunAsync(appointment), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private async Task RunAsync(Appointment appointment)
    {
        lock (appointment)
        {
            if (appointment.Running || appointment.Due is null)
                return;
            (appointment.Running, appointment.Due) = (true, null);
        }
        TimeSpan? again = null;
        try
        {
            var result = await appointment.Call(appointment.Shard, lifetime.ApplicationStopping);
            again = result.More ? TimeSpan.FromMilliseconds(result.DelayMilliseconds) : null;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            LogFailed(appointment.Shard, e.Message);
            again = RetryDelay;
        }
        lock (appointment)
        {
            appointment.Running = false;
            if (appointment.Due is { } due)
                SetTimer(appointment, TimeSpan.FromSeconds(Math.Max(0, (due - clock.GetTimestamp()) / (double)clock.TimestampFrequency)));
        }
        if (again is { } delay)
            Schedule(appointment, delay);
    }

    private sealed class Appointment(int shard, Func<int, CancellationToken, Task<PumpResult>> call)
    {
        public int Shard => shard;

        public Func<int, CancellationToken, Task<PumpResult>> Call => call;

        public long? Due { get; set; }

        public bool Running { get; set; }

        public ITimer? Timer { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} could not be pumped or walked, it will be again: {Reason}")]
    private partial void LogFailed(int shard, string reason);
}
