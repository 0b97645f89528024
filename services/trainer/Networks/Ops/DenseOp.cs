using UserRep.Trainer.Networks.Tapes;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks.Ops;

/// <summary>y = xW + b.</summary>
internal static class DenseOp
{
    /// <param name="input">[rows, inputs]</param>
    /// <param name="outputName">A name for the output where others refer to it.</param>
    /// <returns>[rows, <paramref name="outputs"/>]; parameters are name.weight and name.bias.</returns>
    public static TapeValue Dense(this Tape tape, TapeValue input, string name, int outputs, StableRandom random, string? outputName = null)
    {
        var weight = tape.Parameter(Parameter.Weight(name + ".weight", input.Width, outputs, random));
        return tape.Affine(input, weight, tape.Parameter(new Parameter(name + ".bias", [outputs], new float[outputs])), outputName);
    }

    /// <summary>xW + c, where c is a bias, or a value of the output's shape: a skip connection costs no addition of its own.</summary>
    public static TapeValue Affine(this Tape tape, TapeValue input, TapeValue weight, TapeValue added, string? outputName = null)
    {
        var graph = tape.Graph;
        var output = graph.Named(outputName ?? graph.NewName("dense"), "Gemm", [], input.Name, weight.Name, added.Name);
        return tape.Record(output, [-1, weight.Width], [input, weight, added], gradient =>
        {
            Tape.Push(weight, () => graph.Op("Gemm", [GraphBuilder.Attribute("transA", 1)], input.Name, gradient));
            Tape.Push(added, () => added.Shape.Length == 1 ? graph.SumOfRows(gradient) : gradient);
            Tape.Push(input, () => graph.Op("Gemm", [GraphBuilder.Attribute("transB", 1)], gradient, weight.Name));
        });
    }
}
