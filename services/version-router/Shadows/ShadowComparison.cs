using UserRep.Contracts.Shadows;
using UserRep.Contracts.Wire;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Shadows;

/// <summary>Who has a vector in the version served and who in the shadow, and which of two speaks for the later moment.</summary>
internal static class ShadowComparison
{
    public static ShadowCounts Of(ShadowRead served, EmbeddingColumns shadow)
    {
        long both = 0, onlyServed = 0, onlyShadow = 0, neither = 0, older = 0, newer = 0;
        double secondsOlder = 0, secondsNewer = 0, maxOlder = 0;
        for (var i = 0; i < served.UserIds.Count; i++)
        {
            switch (StatusNames.HasVector(served.Statuses[i]), StatusNames.HasVector(shadow.Statuses[i]))
            {
                case (true, false):
                    onlyServed++;
                    break;
                case (false, true):
                    onlyShadow++;
                    break;
                case (false, false):
                    neither++;
                    break;
                default:
                    both++;
                    var behind = (served.AsOf[i] - shadow.AsOf[i]) / 1000.0;
                    if (behind > 0)
                    {
                        older++;
                        secondsOlder += behind;
                        maxOlder = Math.Max(maxOlder, behind);
                    }
                    else if (behind < 0)
                    {
                        newer++;
                        secondsNewer -= behind;
                    }
                    break;
            }
        }
        return new ShadowCounts(1, 0, 0, 0, both, onlyServed, onlyShadow, neither, older, newer, secondsOlder, secondsNewer, maxOlder);
    }
}
