namespace UserRep.LocalMesh.Tests.PubSub;

/// <summary>A wall clock that somebody sets while timers run on.</summary>
internal sealed class SettableClock : TimeProvider
{
    private long _offset;

    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _offset));
        set => Volatile.Write(ref _offset, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
}
