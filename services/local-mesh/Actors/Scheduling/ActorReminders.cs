using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.State;

namespace UserRep.LocalMesh.Actors.Scheduling;

/// <summary>
/// Reminders fire whether or not their actor is active, and survive restarts: on disk first, then in memory. A firing is written
/// down after it was made, so a crash in between repeats it.
/// </summary>
internal sealed partial class ActorReminders(IReminderStore store, ActorRuntime runtime, TimeProvider time, ILogger<ActorReminders> logger) : IAsyncDisposable
{
    // The Scheduler's default failure policy: 3 tries, 1 s apart; then the tick is given up and the next one comes in its time.
    private const int Tries = 3;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(ActorKey Actor, string Name), Running> _running = new();
    private readonly CancellationTokenSource _stop = new();
    private long _revision;

    public void Start()
    {
        foreach (var reminder in store.LoadAll())
        {
            _revision = Math.Max(_revision, reminder.Revision);
            Schedule(reminder);
        }
    }

    /// <summary>False: there is one of that name, and it may not be replaced.</summary>
    /// <exception cref="StateStoreException">It could not be written down, and does not stand.</exception>
    public async Task<bool> RegisterAsync(ActorKey actor, string name, ActorSchedule schedule, ScheduleBody body)
    {
        if (body.Overwrite == false && _running.ContainsKey((actor, name)))
            return false;
        var reminder = new Reminder(actor, name, body.DataText, body.DueTime ?? "", schedule, Interlocked.Increment(ref _revision));
        await store.SaveAsync(reminder);
        Schedule(reminder);
        return true;
    }

    public Reminder? Find(ActorKey actor, string name) => _running.TryGetValue((actor, name), out var running) ? running.Reminder : null;

    /// <exception cref="StateStoreException">It could not be removed, and stands.</exception>
    public async Task RemoveAsync(ActorKey actor, string name)
    {
        var revision = Interlocked.Increment(ref _revision);
        await store.DeleteAsync(actor, name, revision);
        if (_running.TryGetValue((actor, name), out var running) && running.Reminder.Revision <= revision)
            Drop(running);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running.Values.Select(r => r.Ended.Task));
    }

    private void Schedule(Reminder reminder)
    {
        var fresh = new Running(reminder, CancellationTokenSource.CreateLinkedTokenSource(_stop.Token));
        Running? replaced = null;
        var winner = _running.AddOrUpdate((reminder.Actor, reminder.Name), fresh, (_, old) =>
        {
            replaced = old;
            return old.Reminder.Revision > reminder.Revision ? old : fresh;
        });
        if (winner != fresh)
            return;
        replaced?.Cancel.Cancel();
        _ = RunAsync(fresh);
    }

    private async Task RunAsync(Running running)
    {
        try
        {
            while (IsCurrent(running))
            {
                await time.DelayUntilAsync(running.Reminder.Schedule.NextAt, running.Cancel.Token);
                // Without a host there is nobody to fail: the tick waits, as in the Scheduler.
                await runtime.WaitForHostAsync(running.Reminder.Actor, Timeout.InfiniteTimeSpan, running.Cancel.Token);
                var expired = running.Reminder.Schedule.ExpiresAt <= time.GetUtcNow();
                var ended = expired || await FireAsync(running);
                if (!IsCurrent(running) || !await AdvanceAsync(running, ended))
                    break;
            }
        }
        catch (OperationCanceledException) when (running.Cancel.IsCancellationRequested)
        {
            // Removed, replaced, or the mesh stops.
        }
        finally
        {
            running.Ended.SetResult();
        }
    }

    /// <returns>True: the actor wants no more of it.</returns>
    private async Task<bool> FireAsync(Running running)
    {
        var reminder = running.Reminder;
        // daprd's Scheduler path sends empty strings here, whatever was registered.
        var body = Encoding.UTF8.GetBytes($$"""{"data":{{reminder.Data}},"dueTime":"","period":""}""");
        for (var attempt = 1; ; attempt++)
        {
            // A removal waits for no callback, and a callback may remove its own reminder; only the mesh's end cuts one off.
            var call = runtime.InvokeAsync(reminder.Actor, $"remind/{Uri.EscapeDataString(reminder.Name)}", ActorMessage.Json(body), running.Cancel.Token);
            using var reply = await call.WaitAsync(_stop.Token);
            if (reply.Error is not { } error)
                return reply.CancelsSchedule;
            LogFailed(reminder.Name, reminder.Actor, attempt, error.Message);
            if (attempt == Tries)
                return false;
            await Task.Delay(BetweenTries, time, running.Cancel.Token);
        }
    }

    private async Task<bool> AdvanceAsync(Running running, bool ended)
    {
        var reminder = running.Reminder;
        var next = ended ? null : reminder.Schedule.AfterFiring(skipMissedAt: time.GetUtcNow());
        try
        {
            if (next is null)
                await store.DeleteAsync(reminder.Actor, reminder.Name, reminder.Revision);
            else
                await store.SaveAsync(reminder with { Schedule = next });
        }
        catch (StateStoreException failure)
        {
            // The schedule goes on in memory; after a restart this firing is repeated.
            LogNotSaved(reminder.Name, reminder.Actor, failure);
        }
        if (next is null)
            Drop(running);
        else
            running.Reminder = reminder with { Schedule = next };
        return next is not null;
    }

    private bool IsCurrent(Running running) =>
        _running.TryGetValue((running.Reminder.Actor, running.Reminder.Name), out var current) && current == running;

    private void Drop(Running running)
    {
        if (_running.TryRemove(KeyValuePair.Create((running.Reminder.Actor, running.Reminder.Name), running)))
            running.Cancel.Cancel();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminder {Name} of actor {Actor} failed, try {Attempt}: {Reason}")]
    private partial void LogFailed(string name, ActorKey actor, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reminder {Name} of actor {Actor} fired, but that could not be written down")]
    private partial void LogNotSaved(string name, ActorKey actor, Exception failure);

    private sealed class Running(Reminder reminder, CancellationTokenSource cancel)
    {
        public Reminder Reminder { get; set; } = reminder;

        public CancellationTokenSource Cancel { get; } = cancel;

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
