using Google.Protobuf;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Storing;
using UserRep.ServiceDefaults.Binary;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;
using UserRep.ServiceDefaults.Validation;

namespace UserRep.EmbeddingStore.Reading;

internal static class ReadingEndpoints
{
    public static void MapReading(this IEndpointRouteBuilder version) =>
        version.MapPost("/embeddings/read", ReadAsync).ForServices(AppIds.VersionRouter).WithValidation<StoreReadRequest>();

    /// <summary>Only version-router may ask: it knows which version a model may have. Vectors of one version for many users, columnar and binary, in the order asked.</summary>
    private static async Task<IResult> ReadAsync(string version, StoreReadRequest body, EmbeddingState state, EmbeddingStoreInstruments instruments, TimeProvider clock, CancellationToken ct)
    {
        var (begun, ok) = (clock.GetTimestamp(), false);
        try
        {
            var result = await AnswerAsync(version, body, state, ct);
            ok = result is not ProblemResult;
            return result;
        }
        finally
        {
            instruments.OnReadEnded(version, ok, clock.GetElapsedTime(begun));
        }
    }

    private static async Task<IResult> AnswerAsync(string version, StoreReadRequest body, EmbeddingState state, CancellationToken ct)
    {
        var keys = body.UserIds.Select(u => EmbeddingKeys.User(version, u)).ToArray();
        var found = await state.ReadAsync([.. keys.Distinct()], ct);
        var answer = new EmbeddingColumns { Version = version };
        using var vectors = new MemoryStream();
        foreach (var key in keys)
        {
            if (!found.TryGetValue(key, out var value))
            {
                answer.Statuses.Add(EmbeddingStatus.NotFound);
                answer.AsOf.Add(0);
                continue;
            }
            var stored = StoredEmbedding.Parser.ParseFrom(value.Value);
            answer.AsOf.Add(stored.AsOf);
            if (stored.AsOf < body.NotBefore)
            {
                answer.Statuses.Add(EmbeddingStatus.OutsideMaxAge);
                continue;
            }
            if (answer.EmbeddingSpaceId.Length == 0)
                (answer.EmbeddingSpaceId, answer.Dimension) = (stored.EmbeddingSpaceId, (uint)stored.Vector.Length / sizeof(float));
            else if (answer.EmbeddingSpaceId != stored.EmbeddingSpaceId)
                return new Problem(StatusCodes.Status500InternalServerError, "MIXED_SPACES", $"Version {version} holds vectors of two spaces, {answer.EmbeddingSpaceId} and {stored.EmbeddingSpaceId}.").ToResult();
            answer.Statuses.Add(EmbeddingStatus.Present);
            stored.Vector.WriteTo(vectors);
        }
        answer.Vectors = UnsafeByteOperations.UnsafeWrap(vectors.GetBuffer().AsMemory(0, (int)vectors.Length));
        return BinaryBody.Result(answer);
    }
}
