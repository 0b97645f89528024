using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using UserRep.Contracts.Events;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Checkpoints;

/// <summary>All that decides what a fit does: only a run with an equal key may go on from a checkpoint.</summary>
internal sealed class CheckpointKey
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly SortedDictionary<string, string> _parts = new(StringComparer.Ordinal);

    private CheckpointKey(JsonObject parts) => Flatten(parts, "");

    /// <param name="parent">SHA-256 of the bundle that the fit starts from, if any.</param>
    /// <param name="rows">The rows to fit: they tell item vectors and categories too, which the events' fingerprint doesn't.</param>
    public static CheckpointKey Of(TrainingOptions options, DateTimeOffset cutOff, string dataFingerprint, string? parent, RowSet rows)
    {
        var settings = JsonSerializer.SerializeToNode(options, s_json)!.AsObject();
        // What is done to the weights afterwards, how often they are saved and on how many threads changes nothing in the fit.
        settings.Remove("quantize");
        settings.Remove("threads");
        settings.Remove("checkpointSeconds");
        return new CheckpointKey(new JsonObject
        {
            ["options"] = settings, ["cut-off"] = cutOff.ToString("O", CultureInfo.InvariantCulture), ["data fingerprint"] = dataFingerprint,
            ["parent"] = parent ?? "none", ["features"] = Hash(rows),
        });
    }

    public static CheckpointKey FromJson(JsonElement json) => new(JsonObject.Create(json) ?? []);

    public JsonObject ToJson() => [.. _parts.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))];

    /// <summary>One text per part in which the two differ, e.g. <c>options.seed was 1, is 2</c>.</summary>
    public IReadOnlyList<string> DifferencesFrom(CheckpointKey earlier) =>
        [.. _parts.Keys.Union(earlier._parts.Keys).Where(p => _parts.GetValueOrDefault(p) != earlier._parts.GetValueOrDefault(p))
            .Select(p => $"{p} was {earlier._parts.GetValueOrDefault(p, "not there")}, is {_parts.GetValueOrDefault(p, "not there")}")];

    private static string Hash(RowSet rows)
    {
        var hashes = new ulong[rows.Count];
        for (var r = 0; r < hashes.Length; r++)
            hashes[r] = StableHash.Of(rows.Features(r));
        return StableHash.Of(MemoryMarshal.AsBytes<ulong>(hashes)).ToString("x16", CultureInfo.InvariantCulture);
    }

    private void Flatten(JsonNode? node, string path)
    {
        if (node is JsonObject { Count: > 0 } parts)
        {
            foreach (var (name, value) in parts)
                Flatten(value, path.Length == 0 ? name : $"{path}.{name}");
        }
        else
            _parts[path] = node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : node?.ToJsonString() ?? "null";
    }
}
