using UserRep.Contracts.Events;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;

namespace UserRep.Benchmarks.Load;

/// <summary>
/// Simulated users of a mesh: first their profiles and picks, then what they do, dated now. The simulator's time runs thousands of times faster here, which would make a
/// session one burst of its user's; so its acts come in an order of their own, in which users are independent and hardly an act shares its vector with another.
/// </summary>
internal sealed class Population
{
    private const int EventsOfCall = 500;
    private const int CallsInFlight = 8;

    private readonly double _sampled;
    private readonly SourceEvent[] _begin;
    private readonly SourceEvent[] _acts;
    private long _published;

    /// <param name="acts">What is done after the beginning, events; more than there are begin again.</param>
    /// <param name="sampled">Share of all events whose source records a trace.</param>
    public Population(int users, long acts, double sampled = 0)
    {
        _sampled = sampled;
        var all = new Simulator(new SimulatorOptions { Users = users, Days = 60, Seed = 11 }).Events().ToArray();
        _begin = [.. all.Where(e => e.Kind != SourceEventKind.Interaction)];
        _acts = [.. all.Where(e => e.Kind == SourceEventKind.Interaction).OrderBy(e => StableHash.Of(e.EventId)).Take((int)Math.Min(acts, all.Length))];
        Users = all.Select(e => e.UserId).Distinct().Count();
    }

    public int Users { get; }

    /// <summary>Messages published so far.</summary>
    public long Published => Volatile.Read(ref _published);

    /// <summary>Publishes the users' first events as fast as they are taken, and waits until every user has a vector.</summary>
    public async Task BeginAsync(LoadMesh mesh, TimeProvider time, CancellationToken ct)
    {
        var before = (await mesh.Client.StatsAsync()).Total;
        var (begun, cpu) = (time.GetTimestamp(), mesh.Cpu());
        await Parallel.ForEachAsync(_begin.Chunk(EventsOfCall), new ParallelOptions { MaxDegreeOfParallelism = CallsInFlight, CancellationToken = ct },
            async (part, stop) => await PublishAsync(mesh, part.Length, n => part[n], _ => time.GetUtcNow(), stop));
        await Eventually.HasAsync(mesh.Client.StatsAsync, s => s.Total >= before + _begin.Length, "all users are known", TimeSpan.FromMinutes(10));
        var counted = time.GetElapsedTime(begun).TotalSeconds;
        await mesh.SettledAsync(before + _begin.Length, TimeSpan.FromMinutes(10));
        await Eventually.HasAsync(() => mesh.Client.VersionAsync(LoadMesh.Version, time.GetUtcNow()), v => v.Coverage!.WithVector >= v.Coverage.Users, "all users have a vector", TimeSpan.FromMinutes(10));
        Report.Say($"{Users:N0} users made known by {_begin.Length:N0} profiles and picks: durable after {counted:N1} s ({_begin.Length / counted:N0} events/s), all with a vector after {time.GetElapsedTime(begun).TotalSeconds:N1} s.");
        Report.Say($"  {cpu.Per(_begin.Length, "an event")}");
    }

    /// <summary>Publishes arrivals of an open loop.</summary>
    public Task ActAsync(LoadMesh mesh, long first, int count, Func<long, DateTimeOffset> due, CancellationToken ct) =>
        PublishAsync(mesh, count, n => _acts[(first + n) % _acts.Length], n => due(first + n), ct);

    private async Task PublishAsync(LoadMesh mesh, int count, Func<int, SourceEvent> what, Func<int, DateTimeOffset> due, CancellationToken ct)
    {
        var number = Interlocked.Add(ref _published, count) - count;
        await mesh.PublishAsync([.. Enumerable.Range(0, count).Select(n => SourcedEvents.Of(what(n), number + n, due(n), IsSampled(number + n)))], ct);
    }

    /// <summary>Evenly spread.</summary>
    private bool IsSampled(long number) => (long)((number + 1) * _sampled) > (long)(number * _sampled);
}
