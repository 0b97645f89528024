namespace UserRep.Trainer.Networks.Tapes;

/// <summary>A float input that the fit fills anew for each batch.</summary>
/// <param name="Keep">For dropout, the probability that an entry is kept (it is then 1 / keep, else 0); null for standard Gaussian noise.</param>
internal sealed record RandomInput(string Name, double? Keep = null)
{
    public void Fill(Span<float> values, StableRandom random)
    {
        if (Keep is { } keep)
            FillMask(values, random, keep);
        else
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)random.Gaussian();
        }
    }

    /// <summary>Two bytes of noise per entry: four entries a draw, at a granularity of 1/65536.</summary>
    private static void FillMask(Span<float> values, StableRandom random, double keep)
    {
        var limit = (uint)(keep * 65536 + 0.5);
        var kept = (float)(1 / keep);
        for (var i = 0; i < values.Length;)
        {
            var bits = random.NextBits();
            for (var end = Math.Min(i + 4, values.Length); i < end; i++, bits >>= 16)
                values[i] = (bits & 0xFFFF) < limit ? kept : 0;
        }
    }
}
