using UserRep.Trainer.Networks.Ops;
using UserRep.Trainer.Networks.Tapes;

namespace UserRep.Trainer.Networks.Models;

/// <summary>The parts that classifiers are built from.</summary>
internal static class ClassifierNetwork
{
    public const string Probabilities = "probabilities";

    /// <summary>Dense layers, each with activation and dropout.</summary>
    public static TapeValue Hidden(this Tape tape, TapeValue value, string name, IReadOnlyList<int> widths, ClassifierOptions options, StableRandom random)
    {
        foreach (var (h, width) in widths.Index())
        {
            value = tape.Activate(tape.Dense(value, $"{name}.{h}", width, random), options.Activation);
            value = tape.Dropout(value, $"{name}.{h}.mask", options.Dropout);
        }
        return value;
    }

    /// <summary>Loss and probabilities on top of logits.</summary>
    public static TrainingGraph Classify(this Tape tape, TapeValue logits, LabelKind kind)
    {
        var labels = tape.Input(ClassifierBatches.LabelInput, logits.Shape);
        var loss = kind == LabelKind.Classes
            ? tape.SoftmaxCrossEntropy(logits, labels)
            : tape.SigmoidCrossEntropy(logits, labels, tape.Input(ClassifierBatches.MaskInput, logits.Shape));
        tape.Graph.Named(Probabilities, kind == LabelKind.Classes ? "Softmax" : "Sigmoid", [], logits.Name);
        return tape.Build(loss, new TapeValue(Probabilities, logits.Shape, needsGradient: false));
    }
}
