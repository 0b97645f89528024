namespace UserRep.Trainer.Networks.Models;

/// <summary>Rows of one space beside the same users' rows of another.</summary>
internal sealed record ResidualMlpPairs(ReadOnlyMemory<float> From, int FromWidth, ReadOnlyMemory<float> To, int ToWidth)
{
    public int Rows => From.Length / FromWidth;
}
