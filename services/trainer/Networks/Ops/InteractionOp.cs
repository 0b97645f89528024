using UserRep.Trainer.Networks.Tapes;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks.Ops;

/// <summary>The dot products of all pairs of vectors (Naumov et al. 2019).</summary>
internal static class InteractionOp
{
    /// <param name="vectors">n of [rows, width], all of one width.</param>
    /// <returns>[rows, n (n - 1) / 2]</returns>
    public static TapeValue PairwiseDots(this Tape tape, IReadOnlyList<TapeValue> vectors)
    {
        var (graph, n, width) = (tape.Graph, vectors.Count, vectors[0].Width);
        var joined = tape.Concat(vectors);
        // 0 keeps a dimension as it is: the batch is not known here.
        var stacked = graph.Op("Reshape", joined.Name, graph.Integers(0, n, width));
        var products = graph.Op("MatMul", stacked, graph.Op("Transpose", [GraphBuilder.Attribute("perm", [0, 2, 1])], stacked));
        var flat = graph.Op("Reshape", products, graph.Integers(0, n * n));
        var pairs = Pairs(n);
        var output = graph.Op("Gather", [GraphBuilder.Attribute("axis", 1)], flat, graph.Integers([.. pairs.Select(p => p.I * n + p.J)]));
        return tape.Record(output, [-1, pairs.Count], [joined], gradient => Tape.Push(joined, () =>
        {
            // dz_i = sum_j g_ij z_j: the pairs' gradients as a symmetric matrix with an empty diagonal, times the vectors.
            var pairOf = new long[n * n];
            for (var p = 0; p < pairs.Count; p++)
                pairOf[pairs[p].I * n + pairs[p].J] = pairOf[pairs[p].J * n + pairs[p].I] = p;
            var offDiagonal = graph.Constant(graph.NewName("off_diagonal"), [.. Enumerable.Range(0, n * n).Select(at => at / n == at % n ? 0f : 1f)], n * n);
            var spread = graph.Op("Mul", graph.Op("Gather", [GraphBuilder.Attribute("axis", 1)], gradient, graph.Integers(pairOf)), offDiagonal);
            var stackedGradient = graph.Op("MatMul", graph.Op("Reshape", spread, graph.Integers(0, n, n)), stacked);
            return graph.Op("Reshape", stackedGradient, graph.Integers(0, n * width));
        }));
    }

    private static List<(int I, int J)> Pairs(int n) => [.. from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, i) select (i, j)];
}
