namespace UserRep.Trainer.Onnx;

/// <summary>Cuts the part of a graph that certain values need out of it: evaluation and export run the very nodes that were trained.</summary>
internal static class GraphCut
{
    /// <param name="outputs">Names of graph outputs to keep.</param>
    /// <param name="constants">Inputs to replace by fixed tensors, e.g. trained weights.</param>
    /// <param name="bypasses">Values to be read in place of others, e.g. what went into a dropout instead of what came out.</param>
    /// <param name="from">Graph outputs that become inputs: nothing before them is kept.</param>
    public static ModelProto To(
        ModelProto model, IReadOnlyCollection<string> outputs, IReadOnlyDictionary<string, TensorProto> constants, IReadOnlyDictionary<string, string> bypasses,
        params IReadOnlyCollection<string> from)
    {
        var needed = new HashSet<string>(outputs);
        var kept = new List<NodeProto>();
        // Nodes stand in the order in which they are computed, so one walk from the end finds all that is needed.
        foreach (var whole in model.Graph.Node.Reverse())
        {
            if (!whole.Output.Any(o => needed.Contains(o) && !from.Contains(o)))
                continue;
            var node = whole.Clone();
            for (var i = 0; i < node.Input.Count; i++)
                node.Input[i] = bypasses.GetValueOrDefault(node.Input[i], node.Input[i]);
            needed.UnionWith(node.Input);
            kept.Add(node);
        }
        kept.Reverse();
        var graph = new GraphProto { Name = model.Graph.Name };
        graph.Node.Add(kept);
        graph.Initializer.Add(model.Graph.Initializer.Where(i => needed.Contains(i.Name)));
        graph.Initializer.Add(constants.Values.Where(c => needed.Contains(c.Name)));
        graph.Input.Add(model.Graph.Input.Where(i => needed.Contains(i.Name) && !constants.ContainsKey(i.Name)));
        graph.Input.Add(from.Select(name => model.Graph.Output.Single(o => o.Name == name)));
        graph.Output.Add(outputs.Select(name => model.Graph.Output.Single(o => o.Name == name)));
        return GraphBuilder.Wrap(graph);
    }
}
