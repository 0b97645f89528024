namespace UserRep.Contracts.Reads;

public static class MediaTypes
{
    /// <summary>Of the binary form of reads: messages of embeddings.proto.</summary>
    public const string Protobuf = "application/x-protobuf";
}
