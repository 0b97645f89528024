using System.Collections.Concurrent;
using UserRep.Contracts.Versions;

namespace UserRep.Encoder.Encoding;

/// <summary>What encoding each version has taken on this replica: time in which a worker built features or ran a session. A worker that is at it has a core, unless the machine has fewer than workers.</summary>
internal sealed class EncodingCosts(EncoderInstruments instruments, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Sum> _sums = new();

    public long Start() => clock.GetTimestamp();

    /// <param name="vectors">Completed with it; 0 for a part of the work on vectors that another part completes.</param>
    public void Add(string version, int vectors, long start)
    {
        var time = clock.GetElapsedTime(start);
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
