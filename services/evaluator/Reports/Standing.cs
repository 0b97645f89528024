namespace UserRep.Evaluator.Reports;

/// <summary>How the bundle stands against a method, in tasks won, not told apart, and lost.</summary>
internal sealed record Standing(string Method, int Wins, int Ties, int Losses)
{
    public int Tasks => Wins + Ties + Losses;
}
