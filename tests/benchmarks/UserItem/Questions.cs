using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Items;
using UserRep.Trainer.Events;

namespace UserRep.Benchmarks.UserItem;

/// <summary>Who acts after the cut, on which items of the table, and what they had acted on before.</summary>
internal sealed class Questions
{
    private const int K = 50;

    private Questions(IReadOnlyList<Asked> users, float[] popularity) => (Users, Popularity) = (users, popularity);

    /// <param name="Seen">Rows of the item table, as <paramref name="Next"/>.</param>
    public sealed record Asked(UserHistory History, HashSet<int> Seen, HashSet<int> Next);

    public IReadOnlyList<Asked> Users { get; }

    /// <summary>By row, events of all users in the days before the cut.</summary>
    public float[] Popularity { get; }

    public int Items => Users.Sum(u => u.Next.Count);

    public int NewItems => Users.Sum(u => u.Next.Count(i => !u.Seen.Contains(i)));

    public static Questions Of(EventLog log, ItemTable items, int cut, int daysAhead, int popularityDays, int maxUsers)
    {
        var rows = log.ItemHashes.Select(items.IndexOf).ToArray();
        var skip = Array.IndexOf(log.Actions, "skip");
        var popularity = new float[items.Count];
        var asked = new List<Asked>();
        for (var u = 0; u < log.Users.Length; u++)
        {
            var user = new Asked(new UserHistory { UserId = log.Users[u] }, [], []);
            foreach (ref readonly var e in log.Of(u))
            {
                var day = UnixDay.Of(e.At);
                var row = e.Item >= 0 && e.Action != skip ? rows[e.Item] : -1;
                if (day < cut)
                    log.Apply(e, user.History);
                if (row < 0)
                    continue;
                if (day < cut)
                    user.Seen.Add(row);
                else if (day < cut + daysAhead)
                    user.Next.Add(row);
                if (day < cut && day >= cut - popularityDays)
                    popularity[row]++;
            }
            if (user.Seen.Count > 0 && user.Next.Count > 0)
                asked.Add(user);
        }
        return new Questions([.. asked.OrderBy(a => StableHash.Of(a.History.UserId)).Take(maxUsers)], popularity);
    }

    /// <param name="onlyNew">Items seen before are neither ranked nor asked for.</param>
    public (double Recall, double Ndcg) Judge(float[][] scores, bool onlyNew)
    {
        var (recall, ndcg, count) = (0.0, 0.0, 0);
        for (var u = 0; u < Users.Count; u++)
        {
            var user = Users[u];
            var wanted = onlyNew ? user.Next.Where(i => !user.Seen.Contains(i)).ToHashSet() : user.Next;
            if (wanted.Count == 0)
                continue;
            var own = scores[u];
            var best = Enumerable.Range(0, own.Length).Where(i => !onlyNew || !user.Seen.Contains(i)).OrderByDescending(i => own[i]).ThenBy(i => i).Take(K);
            var (hits, gain) = (0, 0.0);
            foreach (var (rank, item) in best.Index())
            {
                if (wanted.Contains(item))
                    (hits, gain) = (hits + 1, gain + 1 / Math.Log2(rank + 2));
            }
            recall += hits / (double)Math.Min(K, wanted.Count);
            ndcg += gain / Enumerable.Range(0, Math.Min(K, wanted.Count)).Sum(r => 1 / Math.Log2(r + 2));
            count++;
        }
        return (recall / count, ndcg / count);
    }
}
