using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace UserRep.Adapters;

/// <summary>
/// A map from one encoder version's space to another's: weights, both bundles' hashes, and what the map loses. One JSON document; the id is the hash of all
/// else in it, so an adapter never changes, and one that was altered is known for it.
/// </summary>
/// <param name="Id">SHA-256 (lower-case hex) of this document as <see cref="ToBytes"/> writes it, with an empty id.</param>
/// <param name="From">Whose vectors it reads.</param>
/// <param name="To">Whose space it maps into.</param>
/// <param name="Simulated">It was fitted on simulated events.</param>
public sealed record AdapterFile(string Format, string Id, AdapterSide From, AdapterSide To, AdapterKind Kind, bool Simulated, IReadOnlyList<AdapterTensor> Tensors, AdapterReport Report)
{
    public const string CurrentFormat = "userrep-adapter 1";

    /// <summary>2 MiB of weights: as base64 it stays below the 4 MiB that daprd takes by default, and a replica keeps dozens.</summary>
    public const int MaxWeights = 512 * 1024;

    public const int MaxDimension = 4096;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static AdapterFile Create(AdapterSide from, AdapterSide to, AdapterKind kind, bool simulated, IReadOnlyList<AdapterTensor> tensors, AdapterReport report)
    {
        var file = new AdapterFile(CurrentFormat, "", from, to, kind, simulated, tensors, report);
        return file with { Id = file.ComputeId() };
    }

    /// <returns>Null, with the reason, if it isn't such a document. What it says is <see cref="AdapterCheck"/>'s to judge.</returns>
    public static AdapterFile? TryRead(ReadOnlySpan<byte> bytes, out string? fault)
    {
        fault = null;
        try
        {
            if (JsonSerializer.Deserialize<AdapterFile>(bytes, s_json) is { Format: not null, Id: not null, From: not null, To: not null, Tensors: not null, Report: { Candidates: not null, Notes: not null } } file
                && file.Tensors.All(t => t is { Name: not null, Shape: not null, Values: not null }) && file.Report.Candidates.All(c => c is { HeldOut: not null, Tasks: not null }))
                return file;
            fault = "it lacks some of format, id, from, to, kind, tensors, report";
        }
        catch (JsonException e)
        {
            fault = $"it is not the JSON of an adapter: {e.Message}";
        }
        return null;
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    public string ComputeId() => Convert.ToHexStringLower(SHA256.HashData((this with { Id = "" }).ToBytes()));
}
