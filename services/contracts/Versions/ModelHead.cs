namespace UserRep.Contracts.Versions;

/// <summary>A release of a downstream model for one encoder version.</summary>
/// <param name="Proof"><see cref="ByHand"/>, or the signature of the training set that proves it.</param>
public sealed record ModelHead(string EncoderVersion, string Proof, DateTimeOffset AddedAt)
{
    public const string ByHand = "by-hand";
}
