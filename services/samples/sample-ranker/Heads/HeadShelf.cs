using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.ML;

namespace UserRep.SampleRanker.Heads;

/// <summary>The heads of this release, one for each encoder version it was trained on. Read at start, as a release's own files are.</summary>
internal sealed class HeadShelf
{
    private const string ModelFile = "model.zip";
    private const string DescriptionFile = "head.json";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly FrozenDictionary<string, TrainedHead> _heads;

    private HeadShelf(string folder, IEnumerable<TrainedHead> heads) => (Folder, _heads) = (folder, heads.ToFrozenDictionary(h => h.Description.Stamp.EncoderVersion));

    public string Folder { get; }

    public bool IsEmpty => _heads.Count == 0;

    public IEnumerable<TrainedHead> All => _heads.Values.OrderBy(h => h.Description.Stamp.EncoderVersion, StringComparer.Ordinal);

    /// <summary>The head for a version that a read was answered from: the client takes answers of these alone.</summary>
    public TrainedHead Of(string version) => _heads[version];

    public static HeadShelf Load(string folder)
    {
        var ml = new MLContext();
        var heads = from description in Directory.Exists(folder) ? Directory.GetFiles(folder, DescriptionFile, SearchOption.AllDirectories) : []
                    // One that is being written is not there yet.
                    where !Path.GetFileName(Path.GetDirectoryName(description)!).EndsWith(Aside, StringComparison.Ordinal)
                    select new TrainedHead(ml, ml.Model.Load(Path.Combine(Path.GetDirectoryName(description)!, ModelFile), out _), JsonSerializer.Deserialize<HeadDescription>(File.ReadAllBytes(description), s_json)!);
        return new HeadShelf(Path.GetFullPath(folder), heads.ToArray());
    }

    /// <summary>Puts a head in its version's place; whole, or not at all.</summary>
    /// <returns>The head's folder.</returns>
    public static string Put(string folder, TrainedHead head)
    {
        var place = Path.Combine(folder, head.Description.Stamp.EncoderVersion);
        var aside = Directory.CreateDirectory(place + Aside).FullName;
        head.Save(Path.Combine(aside, ModelFile));
        File.WriteAllBytes(Path.Combine(aside, DescriptionFile), JsonSerializer.SerializeToUtf8Bytes(head.Description, s_json));
        if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
        Directory.Move(aside, place);
        return place;
    }

    private const string Aside = ".new";
}
