using UserRep.Client;
using UserRep.SampleRanker.Heads;

namespace UserRep.SampleRanker.Scores;

/// <summary>Scores users: their vectors from the client, each version's by the head that was trained on it.</summary>
internal sealed class Ranker(IUserRepresentations users, HeadShelf heads, SampleRankerInstruments instruments)
{
    /// <summary>With a head for each, a canary's users may come in a group of their own.</summary>
    private static readonly ReadOptions s_read = new() { Groups = true };

    public async Task<ScoresResponse> ScoreAsync(IReadOnlyList<string> userIds, CancellationToken ct)
    {
        var answer = await users.GetAsync(userIds, s_read, ct);
        var scores = new float?[answer.Count];
        foreach (var group in answer.Groups)
        {
            var scored = heads.Of(group.EncoderVersion).Score(group.Vectors);
            for (var row = 0; row < scored.Length; row++)
                scores[group.Rows[row]] = scored[row];
            instruments.OnScores(group.EncoderVersion, scored.Length);
        }
        return new ScoresResponse([.. answer.Select((user, i) => new UserScore(user.UserId, scores[i], user.Status.ToString(), user.Group.EncoderVersion))]);
    }
}
