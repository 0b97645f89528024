using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks.Tapes;

/// <summary>
/// A network as one ONNX graph: forward pass, loss and every gradient. Weights are inputs, so that one session trains without
/// being rebuilt; evaluation and export are cut out of this graph, past what exists for training only.
/// </summary>
internal sealed class TrainingGraph(
    ModelProto model, IReadOnlyList<Parameter> parameters, IReadOnlyList<RandomInput> randoms, IReadOnlyDictionary<string, string> bypasses, IReadOnlyList<string> outputs)
{
    public ModelProto Model => model;

    public IReadOnlyList<Parameter> Parameters => parameters;

    public IReadOnlyList<RandomInput> Randoms => randoms;

    /// <summary>Outputs and loss, without noise.</summary>
    public ModelProto Evaluation { get; } = GraphCut.To(model, [.. outputs, Tape.Loss], new Dictionary<string, TensorProto>(), bypasses);

    /// <summary>The part that computes <paramref name="outputs"/>, with its weights as inputs.</summary>
    public ModelProto Inference(params IReadOnlyCollection<string> outputs) => GraphCut.To(model, outputs, new Dictionary<string, TensorProto>(), bypasses);

    /// <summary>The part that computes <paramref name="outputs"/>, with its weights fixed.</summary>
    public ModelProto Export(WeightSet weights, params IReadOnlyCollection<string> outputs) => GraphCut.To(model, outputs, weights.AsConstants(), bypasses);

    /// <summary>The part between one output and another, with its weights fixed.</summary>
    public ModelProto ExportFrom(string input, WeightSet weights, string output) => GraphCut.To(model, [output], weights.AsConstants(), bypasses, input);
}
