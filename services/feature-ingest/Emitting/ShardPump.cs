using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Emitting;

/// <summary>
/// Calls shards that have something to emit. Coalescing lives here and not in actor timers: a timer would cost two more
/// calls a beat. What is lost with the process is only the appointment; what is owed is in the shard, and the reminder
/// and the sweep at start come back for it.
/// </summary>
internal sealed partial class ShardPump(ShardProxies shards, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<ShardPump> logger) : IShardPump
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Appointment[] _appointments = [.. Enumerable.Range(0, shards.Count).Select(_ => new Appointment())];

    public void Schedule(int shard, TimeSpan delay)
    {
        var due = clock.GetTimestamp() + (long)(delay.TotalSeconds * clock.TimestampFrequency);
        var appointment = _appointments[shard];
        lock (appointment)
        {
            if (appointment.Due is { } known && known <= due)
                return;
            appointment.Due = due;
            // A run under way looks at Due when it ends.
            if (!appointment.Running)
                SetTimer(shard, appointment, delay);
        }
    }

    private void SetTimer(int shard, Appointment appointment, TimeSpan delay)
    {
        appointment.Timer ??= clock.CreateTimer(_ => _ = RunAsync(shard), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        appointment.Timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private async Task RunAsync(int shard)
    {
        var appointment = _appointments[shard];
        lock (appointment)
        {
            if (appointment.Running || appointment.Due is null)
                return;
            (appointment.Running, appointment.Due) = (true, null);
        }
        TimeSpan? again = null;
        try
        {
            var result = await shards.PumpAsync(shard, lifetime.ApplicationStopping);
            again = result.More ? TimeSpan.FromMilliseconds(result.DelayMilliseconds) : null;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            LogFailed(shard, e.Message);
            again = RetryDelay;
        }
        lock (appointment)
        {
            appointment.Running = false;
            if (appointment.Due is { } due)
                SetTimer(shard, appointment, TimeSpan.FromSeconds(Math.Max(0, (due - clock.GetTimestamp()) / (double)clock.TimestampFrequency)));
        }
        if (again is { } delay)
            Schedule(shard, delay);
    }

    private sealed class Appointment
    {
        public long? Due { get; set; }

        public bool Running { get; set; }

        public ITimer? Timer { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} could not be pumped, it will be again: {Reason}")]
    private partial void LogFailed(int shard, string reason);
}
