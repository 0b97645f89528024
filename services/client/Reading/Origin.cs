using UserRep.Contracts.Wire;

namespace UserRep.Client.Reading;

/// <summary>What vectors must share to stand in one group.</summary>
internal readonly record struct Origin(string Version, string Space, string ServedFrom, string AdapterId)
{
    public static Origin Of(EmbeddingsGroup group) => new(group.EncoderVersion, group.EmbeddingSpaceId, group.ServedFrom, group.AdapterId);
}
