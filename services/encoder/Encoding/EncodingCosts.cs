using System.Collections.Concurrent;
using UserRep.Contracts.Versions;

namespace UserRep.Encoder.Encoding;

/// <summary>The CPU time that encoding each version has taken on this replica: of threads that built features or ran a session.</summary>
/// <param name="threadTime">CPU time of the calling thread; null: as the system tells it.</param>
internal sealed class EncodingCosts(EncoderInstruments instruments, TimeProvider clock, Func<TimeSpan>? threadTime = null)
{
    private readonly ConcurrentDictionary<string, Sum> _sums = new();

    /// <summary>On the thread that will do the work.</summary>
    public TimeSpan Start() => threadTime?.Invoke() ?? ThreadTime.Now;

    /// <summary>On the thread that did it.</summary>
    /// <param name="vectors">Completed with it; 0 for a part of the work on vectors that another part completes.</param>
    public void Add(string version, int vectors, TimeSpan start)
    {
        var time = Start() - start;
        var sum = _sums.GetOrAdd(version, static (_, now) => new Sum(now), clock.GetUtcNow());
        Interlocked.Add(ref sum.Vectors, vectors);
        Interlocked.Add(ref sum.Ticks, time.Ticks);
        instruments.OnComputed(version, time);
    }

    /// <returns>Null where nothing of it was encoded here.</returns>
    public EncodingCost? Of(string version) => _sums.TryGetValue(version, out var sum)
        ? new EncodingCost(version, Interlocked.Read(ref sum.Vectors), TimeSpan.FromTicks(Interlocked.Read(ref sum.Ticks)).TotalSeconds, sum.Since)
        : null;

    private sealed class Sum(DateTimeOffset since)
    {
        public long Vectors;
        public long Ticks;

        public DateTimeOffset Since { get; } = since;
    }
}
