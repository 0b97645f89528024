using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Sidecars;

namespace UserRep.LocalMesh.Actors.Scheduling;

/// <summary>Timers live in memory, as long as their actor is active. A tick that comes late does not move the ticks after it.</summary>
internal sealed partial class ActorTimers(ActorRuntime runtime, TimeProvider time, ILogger<ActorTimers> logger) : IDisposable
{
    private readonly ConcurrentDictionary<(ActorKey Actor, string Name), CancellationTokenSource> _running = new();

    /// <summary>Starts a timer; one of the same name ends.</summary>
    public void Register(ActorKey actor, string name, ActorSchedule schedule, ScheduleBody body)
    {
        var cancel = new CancellationTokenSource();
        _running.AddOrUpdate((actor, name), cancel, (_, old) =>
        {
            old.Cancel();
            return cancel;
        });
        // The strings go back as they came: the SDK reads only its own spelling of a duration.
        var callback = Callback(body);
        _ = RunAsync(actor, name, schedule, callback, cancel);
    }

    public void Remove(ActorKey actor, string name)
    {
        if (_running.TryRemove((actor, name), out var cancel))
            cancel.Cancel();
    }

    public void RemoveAll(ActorKey actor)
    {
        foreach (var (timer, _) in _running)
            if (timer.Actor == actor)
                Remove(actor, timer.Name);
    }

    public void Dispose()
    {
        foreach (var (timer, _) in _running)
            Remove(timer.Actor, timer.Name);
    }

    private async Task RunAsync(ActorKey actor, string name, ActorSchedule first, byte[] callback, CancellationTokenSource cancel)
    {
        try
        {
            for (ActorSchedule? schedule = first; schedule is not null; schedule = schedule.AfterFiring())
            {
                await time.DelayUntilAsync(schedule.NextAt, cancel.Token);
                using var reply = await runtime.InvokeAsync(actor, $"timer/{Uri.EscapeDataString(name)}", ActorMessage.Json(callback), cancel.Token);
                if (reply.Error is { } error)
                    LogFailed(actor, name, error.Message);
                if (reply.CancelsSchedule)
                    break;
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Replaced, removed, or its actor is no longer active.
        }
        finally
        {
            _running.TryRemove(KeyValuePair.Create((actor, name), cancel));
        }
    }

    private static byte[] Callback(ScheduleBody body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, HttpJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("callback"u8, body.Callback ?? "");
            json.WritePropertyName("data"u8);
            json.WriteRawValue(body.DataText);
            json.WriteString("dueTime"u8, body.DueTime ?? "");
            json.WriteString("period"u8, body.Period ?? "");
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Timer {Name} of actor {Actor} failed: {Reason}")]
    private partial void LogFailed(ActorKey actor, string name, string reason);
}
