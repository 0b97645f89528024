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

    /// <summary>Optional: maps <see cref="Output"/>[batch, D] to <see cref="Predicted"/>[batch, T], what training let the vector predict of the next days; a fit that starts from this bundle goes on from it. No part of the space.</summary>
    public const string Future = "future.onnx";

    /// <summary>Optional: what people call items, in the form of <see cref="Items"/> without modalities. No part of the space.</summary>
    public const string Names = "names.bin";

    public const string Input = "features";
    public const string Output = "embedding";
    public const string Reconstruction = "reconstruction";
    public const string Predicted = "future";

    /// <summary>The files that define the embedding space, in the order in which they are hashed.</summary>
    public static readonly IReadOnlyList<string> Space = [Schema, Items, Encoder];

    /// <summary>A bundle is valid without these.</summary>
    public static readonly IReadOnlyList<string> Optional = [Decoder, Future, Names];
}
