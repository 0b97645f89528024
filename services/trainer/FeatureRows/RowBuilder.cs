using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Building;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.FeatureRows;

/// <summary>Replays users' events and writes down their features at the sampled moments: never a later event, not even a later profile value.</summary>
internal static class RowBuilder
{
    // Streams of random numbers that no other part of the trainer uses.
    private const ulong UserStream = 0x1_0000_0000;

    /// <param name="personOf">By user id: the users of one person are held out, or not, together.</param>
    /// <returns>The rows to fit, and those of the users held out.</returns>
    public static (RowSet Fit, RowSet HeldOut) Build(EventLog log, Func<string, string> personOf, FeatureBuilder features, FutureRows? future, int lastDay, TrainingOptions options, Action<double> report, CancellationToken cancellationToken)
    {
        var users = Enumerable.Range(0, log.Users.Length).Where(u => log.Of(u).Length > 0).ToArray();
        // By hash, not by draw: a person stays held out when others come or go.
        var share = users.ToDictionary(u => u, u => (StableHash.Of(personOf(log.Users[u])) ^ (ulong)options.Seed * 0x9E3779B97F4A7C15) % 1_000_000 / 1e6);
        var wanted = Math.Min(users.Length, Math.Max(1, options.MaxRows / options.RowsPerUser));
        var heldOut = users.Where(u => share[u] < options.HeldOut).ToArray();
        var fit = users.Where(u => share[u] >= options.HeldOut).ToArray();
        var keep = wanted / (double)Math.Max(1, users.Length);
        heldOut = Take(heldOut, keep);
        fit = Take(fit, keep);
        var done = 0;
        var total = Math.Max(1, heldOut.Length + fit.Length);
        return (Rows(fit), Rows(heldOut));

        int[] Take(int[] from, double part) =>
            part >= 1 ? from : [.. from.OrderBy(u => share[u]).ThenBy(u => u).Take(Math.Max(1, (int)(from.Length * part))).Order()];

        RowSet Rows(int[] of)
        {
            var rows = new BuiltRow[of.Length][];
            Parallel.For(0, of.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, i =>
            {
                var random = new StableRandom((ulong)options.Seed, UserStream + StableHash.Of(log.Users[of[i]]));
                rows[i] = OfUser(log, of[i], features, future, RowSampler.Sample(log.Of(of[i]), lastDay, options.RowsPerUser, random));
                if (Interlocked.Increment(ref done) % 1024 == 0)
                    report(done / (double)total);
            });
            var all = rows.SelectMany(r => r).ToArray();
            return new RowSet([.. all.Select(r => r.Features)], [.. all.Select(r => r.Present)], future is null ? null : [.. all.Select(r => r.Future)]);
        }
    }

    private static BuiltRow[] OfUser(EventLog log, int user, FeatureBuilder features, FutureRows? future, RowPoint[] points)
    {
        var history = new UserHistory { UserId = log.Users[user] };
        var events = log.Of(user);
        var rows = new BuiltRow[points.Length];
        var applied = 0;
        for (var p = 0; p < points.Length; p++)
        {
            for (; applied < points[p].Events; applied++)
                log.Apply(events[applied], history);
            rows[p] = new BuiltRow(new float[features.Width], new bool[features.Layout.Blocks.Count], future is null ? null : new float[future.Layout.Width]);
            features.BuildRaw(history, points[p].AsOfDay, rows[p].Features, rows[p].Present);
            future?.Write(user, points[p], rows[p].Future);
        }
        return rows;
    }

    private readonly record struct BuiltRow(float[] Features, bool[] Present, float[]? Future);
}
