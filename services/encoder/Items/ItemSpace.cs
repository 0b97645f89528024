using System.Security.Cryptography;
using UserRep.Contracts.Reads;
using UserRep.Encoder.Sessions;
using UserRep.Features.Bundles;
using UserRep.Features.Schema;

namespace UserRep.Encoder.Items;

/// <summary>
/// A space in which users and items of a version can be compared. In the version's own an item is encoded as a user who did nothing else; in a modality's an item is its
/// own vector, and a user is what the decoder says that their vector knows of that modality (deploy/docs/adr/0013).
/// </summary>
/// <param name="Id">Two vectors may be compared only if it is equal: a modality's space is never taken for the version's.</param>
/// <param name="Modality">Index into the schema's modalities, or -1.</param>
/// <param name="Offset">Of the modality in an item's row.</param>
/// <param name="Block">Of the features, that a user's side is decoded from; null in the version's own space.</param>
internal sealed record ItemSpace(string Name, string Id, int Dimension, string Metric, int Modality, int Offset, FeatureBlock? Block)
{
    /// <summary>Of the windows the one nearest to this knows best what comes next: deploy/docs/benchmarks.</summary>
    private const int WindowDays = 30;

    /// <summary>The default first: the first modality where there is a decoder, else the version's own.</summary>
    public static IReadOnlyList<ItemSpace> Of(LoadedVersion version)
    {
        var spaces = new List<ItemSpace>();
        var offset = 0;
        for (var m = 0; m < version.Schema.Modalities.Count && version.HasDecoder; m++)
        {
            var modality = version.Schema.Modalities[m];
            var window = version.Schema.WindowsDays.Index().MinBy(w => Math.Abs(w.Item - WindowDays)).Index;
            var block = version.Features.Layout.Blocks.First(b => b.Kind == FeatureBlockKind.Window && b.Modality == m && b.Window == window);
            // A modality of the name of the version's own space would hide it.
            if (modality.Name != ItemSpaces.Embedding)
                spaces.Add(new ItemSpace(modality.Name, IdOf(version, block), modality.Dimension, "cosine", m, offset, block));
            offset += modality.Dimension;
        }
        spaces.Add(new ItemSpace(ItemSpaces.Embedding, version.Manifest.EmbeddingSpaceId, version.Dimension, version.Manifest.Metric, -1, 0, null));
        return spaces;
    }

    /// <param name="name">Empty: the default.</param>
    public static ItemSpace? Find(LoadedVersion version, string name) => Of(version) is var spaces && name.Length == 0 ? spaces[0] : spaces.FirstOrDefault(s => s.Name == name);

    // All that decides what a vector means there: the version's space, the decoder, and the block.
    private static string IdOf(LoadedVersion version, FeatureBlock block) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{version.Manifest.EmbeddingSpaceId}\n{version.Manifest.Files[BundleFiles.Decoder]}\n{block.Name}")))[..32];
}
