using System.Text.Json;

namespace UserRep.EventArchive;

/// <summary>What whoever feeds an archive says of it, in <c>archive.json</c>; its events don't tell.</summary>
/// <param name="Simulated">Made-up events are in it: what is trained from it says so too.</param>
public sealed record ArchiveNote(bool Simulated)
{
    private const string FileName = "archive.json";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <exception cref="JsonException">It can't be read.</exception>
    public static ArchiveNote Of(string folder)
    {
        var file = Path.Combine(folder, FileName);
        return File.Exists(file) ? JsonSerializer.Deserialize<ArchiveNote>(File.ReadAllBytes(file), s_json)! : new ArchiveNote(false);
    }

    /// <summary>Written aside and renamed: readers see the old or the new one.</summary>
    public void Write(string folder)
    {
        var file = Path.Combine(folder, FileName);
        File.WriteAllBytes(file + ArchiveFolder.AsideSuffix, JsonSerializer.SerializeToUtf8Bytes(this, s_json));
        File.Move(file + ArchiveFolder.AsideSuffix, file, overwrite: true);
    }
}
