using UserRep.Contracts.Events;

namespace UserRep.VersionRouter.Reads;

/// <summary>
/// Which canary a user is in, by the hash of model and user alone (weighted rendezvous hashing): each version, and the rest, waits an exponentially distributed time drawn from
/// the hash, at a rate that is its share, and the first to come has the user. So shares are met in the mean, and a version that grows keeps the users it had: its time only gets
/// shorter, and the others' don't. With one canary that is a fixed threshold per user.
/// </summary>
internal sealed class CanaryDraw(string model, IReadOnlyList<AssignedCanary> canaries)
{
    /// <summary>The rest draws by this name, not by its version's: a migration moves nobody between canaries.</summary>
    private const string Rest = "";

    private readonly ulong _model = StableHash.Of(model);
    private readonly ulong[] _names = [.. canaries.Select(c => StableHash.Of(c.Name)), StableHash.Of(Rest)];
    private readonly double[] _shares = [.. canaries.Select(c => c.Share), Math.Max(0, 100 - canaries.Sum(c => c.Share))];

    /// <returns>The canary's place in the list, -1 for the rest.</returns>
    public int Of(string userId)
    {
        var user = Mix(StableHash.Of(userId) ^ Mix(_model));
        var (first, least) = (canaries.Count, double.PositiveInfinity);
        for (var i = 0; i < _names.Length; i++)
        {
            if (_shares[i] <= 0)
                continue;
            var wait = -Math.Log(Uniform(Mix(user ^ _names[i]))) / _shares[i];
            if (wait < least)
                (first, least) = (i, wait);
        }
        return first == canaries.Count ? -1 : first;
    }

    /// <summary>Above 0 to 1, from the upper 53 bits.</summary>
    private static double Uniform(ulong hash) => ((hash >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>The finalizer of splitmix64: hashes that differ in one bit come out unrelated. Users stay where they are only as long as it stays as it is.</summary>
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
}
