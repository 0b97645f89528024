using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Google.Protobuf;
using UserRep.Features.Bundles;
using UserRep.Trainer.ItemVectors;
using UserRep.Trainer.Onnx;
using UserRep.Trainer.Quantization;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.WarmStart;

/// <summary>The bundle that a fit starts from: its schema, its item vectors and the weights in its ONNX files.</summary>
internal sealed class ParentBundle : IDisposable
{
    private readonly EncoderBundle _bundle;

    private ParentBundle(EncoderBundle bundle, ModelProto encoder, ModelProto? decoder, ModelProto? future)
    {
        _bundle = bundle;
        Operators = [.. encoder.Graph.Node.Select(n => n.OpType)];
        HasDecoder = decoder is not null;
        FutureNames = [.. future?.Graph.Initializer.Select(i => i.Name) ?? []];
        FutureKeys = future?.MetadataProps.FirstOrDefault(p => p.Key == EncoderExport.TargetsProperty) is { } targets ? [.. JsonSerializer.Deserialize<string[]>(targets.Value) ?? []] : [];
        Weights = encoder.Graph.Initializer.Concat(decoder?.Graph.Initializer ?? []).Concat(future?.Graph.Initializer ?? []).DistinctBy(i => i.Name).ToDictionary(i => i.Name);
        Keys = FeatureKeys.Of(bundle.Schema);
    }

    public EncoderBundle Bundle => _bundle;

    /// <summary>Of the encoder, in order: the same layers with the same activation give the same.</summary>
    public IReadOnlyList<string> Operators { get; }

    public bool HasDecoder { get; }

    public IReadOnlyDictionary<string, TensorProto> Weights { get; }

    /// <summary>Names of the encoder's inputs.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Parameters of the head for the future.</summary>
    public IReadOnlyList<string> FutureNames { get; }

    /// <summary>Names of what that head predicts, as <see cref="WarmStart.FutureKeys"/> gives them; empty if there is no such head.</summary>
    public ImmutableArray<string> FutureKeys { get; }

    public static ReadOnlySpan<float> Values(TensorProto tensor) => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span);

    /// <param name="faults">Every fault found; empty exactly if a parent is returned.</param>
    public static ParentBundle? TryOpen(string folder, out IReadOnlyList<string> faults)
    {
        if (EncoderBundle.TryOpen(folder, out var own) is not { } bundle)
        {
            faults = [.. own.Select(f => $"parent {folder}: {f}")];
            return null;
        }
        var root = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        var encoder = bundle.Manifest.Precision == BundlePrecision.Fp32 ? bundle.OnnxPath : QuantizationReport.Fp32PathOf(root, bundle.Version.ToString());
        try
        {
            var parent = new ParentBundle(bundle, Read(encoder), Optional(bundle.DecoderPath), Optional(bundle.FuturePath));
            faults = [];
            return parent;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidProtocolBufferException or JsonException)
        {
            bundle.Dispose();
            faults = [$"parent {folder}: the weights in {encoder} can't be read: {e.Message}"];
            return null;
        }
    }

    /// <summary>Null if the bundle has no such modality.</summary>
    public ModalityVectors? Vectors(string modality)
    {
        var (offset, schema) = (0, _bundle.Schema.Modalities);
        for (var m = 0; m < schema.Count; offset += schema[m++].Dimension)
        {
            if (schema[m].Name != modality)
                continue;
            var table = _bundle.Items;
            var vectors = Enumerable.Range(0, table.Count).Where(i => (table.Presence(i) & (1 << m)) != 0)
                .ToDictionary(table.Id, i => table.Row(i).Slice(offset, schema[m].Dimension).ToArray());
            return new ModalityVectors(modality, schema[m].Dimension, vectors, schema[m].Pooling);
        }
        return null;
    }

    public void Dispose() => _bundle.Dispose();

    private static ModelProto? Optional(string? path) => path is null ? null : Read(path);

    private static ModelProto Read(string path) => ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
}
