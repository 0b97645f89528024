using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Adapters;

/// <summary>The same users at the same moments in two spaces.</summary>
/// <param name="Persons">By row.</param>
internal sealed record SpacePairs(Matrix From, Matrix To, int[] Persons)
{
    public int Rows => From.Rows;

    public SpacePairs Take(int[] rows) => new(From.Take(rows), To.Take(rows), [.. rows.Select(r => Persons[r])]);
}
