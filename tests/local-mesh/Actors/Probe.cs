using System.Collections.Concurrent;

namespace UserRep.LocalMesh.Tests.Actors;

/// <summary>What the test sees of the actors of one replica, and how it holds them up.</summary>
public sealed class Probe
{
    private int _inside;

    public ConcurrentQueue<string> Activated { get; } = new();

    public ConcurrentQueue<string> Deactivated { get; } = new();

    public ConcurrentQueue<string> Reminders { get; } = new();

    public ConcurrentQueue<string> Timers { get; } = new();

    public int MaxInside { get; private set; }

    public int FailingReminders { get; set; }

    public SemaphoreSlim Holding { get; } = new(0);

    public SemaphoreSlim Release { get; } = new(0);

    public void Enter() => MaxInside = Math.Max(MaxInside, Interlocked.Increment(ref _inside));

    public void Leave() => Interlocked.Decrement(ref _inside);
}
