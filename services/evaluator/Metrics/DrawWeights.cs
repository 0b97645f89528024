using UserRep.Contracts.Events;
using UserRep.Trainer;

namespace UserRep.Evaluator.Metrics;

/// <summary>
/// How often each person counts in each draw of a bootstrap: Poisson(1), which is what drawing with replacement tends to (Chamandy et al. 2012).
/// By the person's hash, so that every method and task sees the same draws. Draw 0 counts everybody once.
/// </summary>
internal sealed class DrawWeights
{
    private readonly byte[][] _ofPerson;
    private readonly Dictionary<string, int> _number = [];

    public DrawWeights(IReadOnlyList<string> personOfUser, int draws)
    {
        Draws = draws;
        PersonOfUser = new int[personOfUser.Count];
        var rows = new List<byte[]>();
        for (var u = 0; u < personOfUser.Count; u++)
        {
            if (!_number.TryGetValue(personOfUser[u], out var number))
            {
                _number[personOfUser[u]] = number = rows.Count;
                var random = new StableRandom(StableHash.Of(personOfUser[u]), stream: 77);
                var own = new byte[draws + 1];
                own[0] = 1;
                for (var d = 1; d < own.Length; d++)
                    own[d] = (byte)random.Poisson(1);
                rows.Add(own);
            }
            PersonOfUser[u] = number;
        }
        _ofPerson = [.. rows];
    }

    /// <summary>Beside draw 0.</summary>
    public int Draws { get; }

    public int[] PersonOfUser { get; }

    public void Fill(int draw, ReadOnlySpan<int> persons, Span<float> weights)
    {
        for (var i = 0; i < persons.Length; i++)
            weights[i] = _ofPerson[persons[i]][draw];
    }
}
