namespace UserRep.Trainer.WarmStart;

internal static class InheritedColumns
{
    /// <summary>What the parent didn't compute keeps its random start.</summary>
    /// <param name="from">By own column: the parent's, or -1.</param>
    public static void Copy(ReadOnlySpan<float> known, int knownWidth, Span<float> weight, int[] from)
    {
        for (var row = 0; row < weight.Length / from.Length; row++)
        {
            for (var i = 0; i < from.Length; i++)
            {
                if (from[i] >= 0)
                    weight[row * from.Length + i] = known[row * knownWidth + from[i]];
            }
        }
    }
}
