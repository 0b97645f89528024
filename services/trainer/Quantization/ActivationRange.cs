namespace UserRep.Trainer.Quantization;

/// <summary>Maps a tensor to 8 bits without a sign: value = (stored - <paramref name="Zero"/>) x <paramref name="Scale"/>. What lies outside is clipped.</summary>
internal readonly record struct ActivationRange(float Scale, byte Zero)
{
    // The tails beyond are so rare that clipping them costs less than the resolution they would take from all others.
    private const double KeptTails = 0.9999;

    private const float Smallest = 1e-30f;

    /// <summary>From values seen; they are sorted in place.</summary>
    public static ActivationRange Of(Span<float> values)
    {
        values.Sort();
        // Zero must be exact: it is what a block with nothing to say holds.
        var low = Math.Min(0, values[(int)((values.Length - 1) * (1 - KeptTails))]);
        var high = Math.Max(0, values[(int)Math.Ceiling((values.Length - 1) * KeptTails)]);
        var scale = (high - low) / byte.MaxValue;
        // A tensor that is always zero has no scale of its own.
        return scale < Smallest ? new ActivationRange(1, 0) : new ActivationRange(scale, (byte)Math.Clamp(Math.Round(-low / scale), 0, byte.MaxValue));
    }
}
