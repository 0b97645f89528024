using UserRep.Client.Heads;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;

namespace UserRep.Client.Reading;

/// <summary>
/// Whether an answer is what was asked for. The services have checked, too; but between them and a head there are proxies, releases and mistakes, and vectors of
/// another space look like any others.
/// </summary>
internal sealed class AnswerCheck(HeadSet heads)
{
    /// <exception cref="UserRepresentationsException">It isn't. Not to be retried: the same would come again.</exception>
    public void Verify(EmbeddingsAnswer answer, string model, int users, IReadOnlyList<string> accepts, bool groups)
    {
        if (answer.Model != model)
            throw new UserRepresentationsException(ClientCodes.OtherModel, $"the answer is for the model '{answer.Model}', asked was '{model}'.");
        if (answer.Groups.Count == 0 || (!groups && answer.Groups.Count > 1))
            throw Malformed($"the answer has {answer.Groups.Count} groups.");
        foreach (var group in answer.Groups)
            VerifyVersion(group, accepts, groups);
        VerifyUsers(answer, users);
        foreach (var group in answer.Groups)
            VerifyVectors(group);
    }

    private void VerifyVersion(EmbeddingsGroup group, IReadOnlyList<string> accepts, bool groups)
    {
        if (!accepts.Contains(group.EncoderVersion))
            throw new UserRepresentationsException(ClientCodes.UnacceptedVersion, $"the answer is of '{group.EncoderVersion}', accepted are {string.Join(", ", accepts)}.");
        if (group.Assignment is not (Assignments.Pin or Assignments.PreviousPin) && !(groups && group.Assignment == Assignments.Canary))
            throw Malformed($"the assignment is '{group.Assignment}'.");
        if (group.EmbeddingSpaceId.Length == 0 || group.Dimension is 0 or > int.MaxValue)
            throw Malformed("the answer doesn't name its embedding space and dimension.");
        var (space, dimension) = heads.Expected(group.EncoderVersion, group.EmbeddingSpaceId, (int)group.Dimension);
        if (group.EmbeddingSpaceId != space)
            throw new UserRepresentationsException(ClientCodes.SpaceMismatch, $"the answer of {group.EncoderVersion} is in space {group.EmbeddingSpaceId}, its head was trained in {space}.");
        if (group.Dimension != dimension)
            throw new UserRepresentationsException(ClientCodes.DimensionMismatch, $"the answer of {group.EncoderVersion} has {group.Dimension} values a vector, its head takes {dimension}.");
    }

    /// <summary>Every user is in one group, once.</summary>
    private static void VerifyUsers(EmbeddingsAnswer answer, int users)
    {
        if (answer.Groups is [{ Positions.Count: 0 } whole])
        {
            if (whole.Statuses.Count != users)
                throw Malformed($"the answer has {whole.Statuses.Count} users, asked were {users}.");
            return;
        }
        var seen = new bool[users];
        var count = 0;
        foreach (var group in answer.Groups)
        {
            if (group.Statuses.Count != group.Positions.Count)
                throw Malformed($"a group has {group.Statuses.Count} statuses for {group.Positions.Count} users.");
            foreach (var position in group.Positions)
            {
                if (position >= users || seen[position])
                    throw Malformed($"user {position} is not one of {users}, or stands there twice.");
                seen[position] = true;
                count++;
            }
        }
        if (count != users)
            throw Malformed($"the answer has {count} users, asked were {users}.");
    }

    private static void VerifyVectors(EmbeddingsGroup group)
    {
        var vectors = 0L;
        foreach (var status in group.Statuses)
        {
            if (status is < EmbeddingStatus.NotFound or > EmbeddingStatus.Adapted)
                throw Malformed($"the answer has a status {(int)status}, which this client doesn't know.");
            if (status == EmbeddingStatus.Adapted && (group.ServedFrom.Length == 0 || group.AdapterId.Length == 0))
                throw Malformed("the answer has adapted vectors and doesn't say by which adapter of which version.");
            if (status is EmbeddingStatus.Present or EmbeddingStatus.Adapted)
                vectors++;
        }
        if (group.AsOf.Count != group.Statuses.Count)
            throw Malformed($"the answer has {group.AsOf.Count} instants for {group.Statuses.Count} users.");
        if (group.Vectors.Length != vectors * group.Dimension * sizeof(float))
            throw Malformed($"the answer has {group.Vectors.Length} bytes of vectors, {vectors} of {group.Dimension} values take {vectors * group.Dimension * sizeof(float)}.");
    }

    private static UserRepresentationsException Malformed(string what) => new(ClientCodes.MalformedAnswer, what);
}
