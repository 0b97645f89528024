using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Networks.Tapes;

namespace UserRep.Trainer.Tests.Networks;

/// <summary>A graph's gradients against central differences of its own loss.</summary>
internal static class GradientCheck
{
    public const int Rows = 5;

    // Float32 losses near 1 carry about 1e-7; divided by 2 x this step that is well below the tolerance.
    private const float Step = 4e-3f;
    private const double Tolerance = 4e-3;

    /// <param name="fill">Overwrites what must not be Gaussian: masks, counts, indices.</param>
    public static void Run(TrainingGraph graph, Action<BoundRun>? fill = null, ulong seed = 7)
    {
        var random = new StableRandom(seed);
        using var weights = new WeightSet(graph.Parameters);
        foreach (var tensor in weights.Tensors)
            Fill(tensor.Values, random, 0.3f, add: true);
        using var session = new InferenceSession(graph.Model.ToByteArray());
        using var run = new BoundRun(session, graph.Model, weights, Rows);
        foreach (var input in graph.Model.Graph.Input.Where(i => weights.Find(i.Name) is null && i.Type.TensorType.ElemType == (int)Trainer.Onnx.TensorProto.Types.DataType.Float))
            Fill(run[input.Name], random, 0.6f);
        foreach (var noise in graph.Randoms)
            noise.Fill(run[noise.Name], random);
        run[Tape.GradientScale][0] = 1f / Rows;
        fill?.Invoke(run);
        run.Run();
        var analytic = graph.Parameters.Select(p => Gradient(p, run)).ToArray();
        for (var p = 0; p < analytic.Length; p++)
        {
            var values = weights.Tensors[p].Values;
            for (var i = 0; i < values.Length; i++)
            {
                var kept = values[i];
                // Richardson's step: two differences that cancel each other's error of second order.
                var numeric = (4 * Difference(Step) - Difference(2 * Step)) / 3;
                values[i] = kept;
                Assert.True(Math.Abs(numeric - analytic[p][i]) <= Tolerance * Math.Max(1, Math.Abs(numeric)), $"{graph.Parameters[p].Name}[{i}]: {numeric} by differences, {analytic[p][i]} by the graph");

                double Difference(float step) => (LossAt(kept + step) - LossAt(kept - step)) / (2 * step);

                double LossAt(float value)
                {
                    values[i] = value;
                    run.Run();
                    return (double)run[Tape.Loss][0] / Rows;
                }
            }
            Assert.Contains(analytic[p], v => Math.Abs(v) > 2 * Tolerance);
        }
    }

    private static float[] Gradient(Parameter parameter, BoundRun run)
    {
        if (parameter.Rows is null)
            return (float[])run[parameter.Gradient].Clone();
        var table = new Trainer.Networks.Fitting.TableGradient((int)parameter.Shape[0], (int)parameter.Shape[1]);
        table.Add(run.Indices(parameter.Rows), run[parameter.Gradient]);
        return [.. Enumerable.Range(0, (int)parameter.Shape[0]).SelectMany(r => table.Row(r).ToArray())];
    }

    private static void Fill(Span<float> values, StableRandom random, float scale, bool add = false)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (add ? values[i] : 0) + scale * (float)random.Gaussian();
    }
}
