using UserRep.Contracts.Wire;

namespace UserRep.Client.Reading;

/// <summary>Users of a read that went out in one call, and its answer.</summary>
internal sealed class Part(ArraySegment<string> userIds)
{
    public ArraySegment<string> UserIds { get; } = userIds;

    public EmbeddingsAnswer Answer { get; set; } = null!;

    /// <summary>Of an answer that is one group.</summary>
    public Origin Origin => Origin.Of(Answer.Groups[0]);
}
