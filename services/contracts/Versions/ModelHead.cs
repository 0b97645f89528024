namespace UserRep.Contracts.Versions;

/// <param name="Proof"><c>by-hand</c>, or the signature of the training set that proves it.</param>
public sealed record ModelHead(string EncoderVersion, string Proof, DateTimeOffset AddedAt);
