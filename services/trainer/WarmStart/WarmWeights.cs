using UserRep.Features.Bundles;
using UserRep.Features.Schema;
using UserRep.Trainer.Networks;

namespace UserRep.Trainer.WarmStart;

/// <summary>Carries a parent's weights over to a network whose input may have other blocks.</summary>
internal sealed class WarmWeights
{
    private readonly ParentBundle _parent;

    // By input of the new network: the parent's input of the same meaning, or -1.
    private readonly int[] _from;

    /// <param name="comparable">Modalities whose item vectors mean what the parent's mean; inputs pooled of any others are new.</param>
    public WarmWeights(ParentBundle parent, FeatureSchema schema, IReadOnlySet<string> comparable)
    {
        _parent = parent;
        // An input that was silent in the parent's training has learnt nothing there.
        var scales = parent.Bundle.Schema.Scales;
        var inParent = parent.Keys.Index().Where(k => scales.Count == 0 || scales[k.Index] != 0).ToDictionary(k => k.Item, k => k.Index);
        var pooled = FeatureLayout.Of(schema).Blocks
            .Where(b => b.Kind is FeatureBlockKind.Window or FeatureBlockKind.Recency or FeatureBlockKind.Onboarding && !comparable.Contains(schema.Modalities[b.Modality].Name))
            .SelectMany(b => Enumerable.Range(b.Offset, b.Width)).ToHashSet();
        _from = [.. FeatureKeys.Of(schema).Select((key, i) => pooled.Contains(i) ? -1 : inParent.GetValueOrDefault(key, -1))];
    }

    /// <summary>Inputs that the parent knows.</summary>
    public int Matched => _from.Count(f => f >= 0);

    /// <summary>An input that the parent knows is scaled as the parent scales it: its weights expect that.</summary>
    public void Standardise(float[] means, float[] scales)
    {
        if (_parent.Bundle.Schema is not { Means.Count: > 0 } schema)
            return;
        for (var i = 0; i < _from.Length; i++)
        {
            if (_from[i] is >= 0 and var from)
                (means[i], scales[i]) = (schema.Means[from], schema.Scales[from]);
        }
    }

    /// <returns>Why the layers don't line up; empty if they do, and then the weights are set.</returns>
    public IReadOnlyList<string> Apply(AutoencoderGraph graph, WeightSet weights)
    {
        var encoder = graph.Network.Inference(BundleFiles.Output).Graph;
        var operators = encoder.Node.Select(n => n.OpType).ToArray();
        var faults = new List<string>();
        if (!operators.SequenceEqual(_parent.Operators))
            faults.Add($"the parent's encoder is {string.Join("-", _parent.Operators)}, this one {string.Join("-", operators)}: hidden, activation, layerNorm and skip must be its own");
        var rows = encoder.Node.Where(n => n.OpType == "Gemm" && n.Input[0] == BundleFiles.Input).Select(n => n.Input[1]).ToHashSet();
        var columns = graph.Network.Model.Graph.Node.First(n => n.Output[0] == BundleFiles.Reconstruction).Input.Skip(1).ToHashSet();
        var inEncoder = encoder.Input.Select(i => i.Name).ToHashSet();
        var copies = new List<Action>();
        foreach (var parameter in weights.Parameters.Where(p => !p.Name.StartsWith(AutoencoderGraph.FutureHead, StringComparison.Ordinal)))
        {
            var shape = parameter.Shape;
            if (!_parent.Weights.TryGetValue(parameter.Name, out var known))
            {
                if (inEncoder.Contains(parameter.Name))
                    faults.Add($"the parent's encoder has no {parameter.Name}");
                continue;
            }
            // Of the side that faces the features, the width may differ.
            long[] expected = rows.Contains(parameter.Name) ? [_parent.Keys.Count, .. shape[1..]] : columns.Contains(parameter.Name) ? [.. shape[..^1], _parent.Keys.Count] : shape;
            if (!known.Dims.SequenceEqual(expected))
                faults.Add($"{parameter.Name} is {string.Join("x", known.Dims)} in the parent, {string.Join("x", expected)} is needed: hidden and latent must be its own");
            else if (rows.Contains(parameter.Name))
                copies.Add(() => Rows(ParentBundle.Values(known), weights[parameter.Name]));
            else if (columns.Contains(parameter.Name))
                copies.Add(() => InheritedColumns.Copy(ParentBundle.Values(known), _parent.Keys.Count, weights[parameter.Name], _from));
            else
                copies.Add(() => ParentBundle.Values(known).CopyTo(weights[parameter.Name]));
        }
        if (faults.Count == 0)
            copies.ForEach(copy => copy());
        return faults;
    }

    /// <summary>An input that the parent didn't know begins at 0: the first embeddings are the parent's to the last user.</summary>
    private void Rows(ReadOnlySpan<float> known, Span<float> weight)
    {
        var width = weight.Length / _from.Length;
        for (var i = 0; i < _from.Length; i++)
        {
            var row = weight.Slice(i * width, width);
            if (_from[i] >= 0)
                known.Slice(_from[i] * width, width).CopyTo(row);
            else
                row.Clear();
        }
    }
}
