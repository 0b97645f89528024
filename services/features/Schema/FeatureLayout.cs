using System.Text.Json;

namespace UserRep.Features.Schema;

/// <summary>Where each block of a schema lies in the input vector.</summary>
public sealed class FeatureLayout
{
    /// <summary>Per window: events, active days, distinct items, minutes (all log1p).</summary>
    public const int CountsPerWindow = 4;

    /// <summary>After the windows: days since the last activity and since sign-up (log1p).</summary>
    public const int TrailingCounts = 2;

    private FeatureLayout(IReadOnlyList<FeatureBlock> blocks) => Blocks = blocks;

    public IReadOnlyList<FeatureBlock> Blocks { get; }

    public int Width => Blocks[^1].Offset + Blocks[^1].Width;

    /// <summary>One flag per window and modality, per onboarding pool, per attribute; counts always have something to say.</summary>
    public static bool HasFlag(FeatureBlock block) => block.Kind is FeatureBlockKind.Window or FeatureBlockKind.Onboarding or FeatureBlockKind.Attribute;

    public static FeatureLayout Of(FeatureSchema schema)
    {
        var blocks = new List<FeatureBlock>();
        for (var m = 0; m < schema.Modalities.Count; m++)
        {
            for (var w = 0; w < schema.WindowsDays.Count; w++)
                Add($"{schema.Modalities[m].Name}.{schema.WindowsDays[w]}d", FeatureBlockKind.Window, schema.Modalities[m].Dimension, modality: m, window: w);
        }
        for (var m = 0; m < schema.Modalities.Count; m++)
            Add($"onboarding.{schema.Modalities[m].Name}", FeatureBlockKind.Onboarding, schema.Modalities[m].Dimension, modality: m);
        for (var a = 0; a < schema.Attributes.Count; a++)
            Add($"static.{schema.Attributes[a].Name}", FeatureBlockKind.Attribute, schema.Attributes[a].Width, attribute: a);
        Add("counts", FeatureBlockKind.Counts, schema.WindowsDays.Count * CountsPerWindow + TrailingCounts);
        for (var t = 0; t < schema.Timings.Count; t++)
            Add($"timing.{JsonNamingPolicy.CamelCase.ConvertName(schema.Timings[t].Kind.ToString())}", FeatureBlockKind.Timing, schema.Timings[t].Width, timing: t);
        for (var m = 0; m < schema.Modalities.Count; m++)
        {
            if (schema.Modalities[m].Pooling == Pooling.LogSum)
                Add($"{schema.Modalities[m].Name}.recency", FeatureBlockKind.Recency, schema.Modalities[m].Dimension, modality: m);
        }
        if (schema.RhythmDays > 0)
            Add("rhythm", FeatureBlockKind.Rhythm, schema.RhythmDays);
        Add("flags", FeatureBlockKind.Flags, blocks.Count(HasFlag));
        return new FeatureLayout(blocks);

        void Add(string name, FeatureBlockKind kind, int width, int modality = -1, int window = -1, int attribute = -1, int timing = -1)
        {
            var offset = blocks.Count == 0 ? 0 : blocks[^1].Offset + blocks[^1].Width;
            blocks.Add(new FeatureBlock(name, kind, offset, width, modality, window, attribute, timing));
        }
    }
}
