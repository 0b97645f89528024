namespace UserRep.Features.Bundles;

/// <summary>File names inside a bundle folder.</summary>
public static class BundleFiles
{
    public const string Manifest = "manifest.json";
    public const string Schema = "schema.json";
    public const string Items = "items.bin";
    public const string Encoder = "encoder.onnx";

    /// <summary>Optional: maps <see cref="Output"/>[batch, D] to <see cref="Reconstruction"/>[batch, F], the standardised features that the encoder would have seen. No part of the space.</summary>
    public const string Decoder = "decoder.onnx";

    public const string Input = "features";
    public const string Output = "embedding";
    public const string Reconstruction = "reconstruction";

    /// <summary>The files that define the embedding space, in the order in which they are hashed.</summary>
    public static readonly IReadOnlyList<string> Space = [Schema, Items, Encoder];
}
