namespace UserRep.Trainer.Networks.Models;

/// <summary>Splits rows for early stopping.</summary>
internal static class HoldOut
{
    /// <param name="groups">Rows of one group stay on one side, e.g. all of a user's; empty if every row is its own.</param>
    public static (int[] Fit, int[] HeldOut) Split(int rows, NetworkOptions options, ReadOnlySpan<int> groups = default)
    {
        var (fit, heldOut) = (new List<int>(rows), new List<int>());
        for (var r = 0; r < rows; r++)
        {
            var group = groups.IsEmpty ? r : groups[r];
            // By hash of the group, so that the split doesn't depend on the other rows.
            var share = new StableRandom((ulong)options.Seed, (ulong)(uint)group).Next();
            (share < options.HeldOut ? heldOut : fit).Add(r);
        }
        return ([.. fit], [.. heldOut]);
    }
}
