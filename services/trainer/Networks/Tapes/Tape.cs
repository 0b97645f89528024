using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks.Tapes;

/// <summary>
/// Reverse-mode differentiation on paper: each op writes its node and leaves a rule for its gradient; <see cref="Build"/>
/// walks the rules backwards and writes the gradients' nodes into the same graph. A value used twice sums what comes back.
/// </summary>
internal sealed class Tape
{
    /// <summary>Input by which every gradient is multiplied: 1 / rows of a step makes a sum over rows a mean.</summary>
    public const string GradientScale = "gradient_scale";

    public const string Loss = "loss";

    private readonly List<(TapeValue Output, Action<string> Backward)> _steps = [];
    private readonly List<(Parameter Parameter, TapeValue Value)> _parameters = [];
    private readonly List<RandomInput> _randoms = [];
    private readonly Dictionary<string, string> _bypasses = [];

    public GraphBuilder Graph { get; } = new();

    public TapeValue Input(string name, params long[] shape) => new(Graph.Input(name, shape), shape, needsGradient: false);

    /// <summary>An input of int64.</summary>
    public TapeValue IndexInput(string name, params long[] shape) => new(Graph.IndexInput(name, shape), shape, needsGradient: false);

    /// <summary>An input that the fit fills with seeded noise; nothing outside training may depend on it (<see cref="Bypass"/>).</summary>
    public TapeValue Noise(RandomInput random, params long[] shape)
    {
        _randoms.Add(random);
        return Input(random.Name, shape);
    }

    public TapeValue Constant(string name, ReadOnlySpan<float> values, params long[] shape) =>
        new(Graph.Constant(name, values, shape), shape, needsGradient: false);

    public TapeValue Parameter(Parameter parameter)
    {
        var value = new TapeValue(Graph.Input(parameter.Name, parameter.Shape), parameter.Shape, needsGradient: true);
        _parameters.Add((parameter, value));
        return value;
    }

    /// <summary>Puts an op's output on the tape.</summary>
    /// <param name="backward">Given the name of the output's gradient, adds the inputs' with <see cref="Push"/>. Called at most once.</param>
    public TapeValue Record(string output, long[] shape, IReadOnlyList<TapeValue> inputs, Action<string> backward)
    {
        var value = new TapeValue(output, shape, inputs.Any(i => i.NeedsGradient));
        if (value.NeedsGradient)
            _steps.Add((value, backward));
        return value;
    }

    /// <summary>Adds to a value's gradient; nodes for it are written only if anyone needs it.</summary>
    public static void Push(TapeValue value, Func<string> gradient)
    {
        if (value.NeedsGradient)
            value.Gradients.Add(gradient());
    }

    /// <summary>Outside training, <paramref name="inference"/> stands in for <paramref name="training"/>.</summary>
    public void Bypass(TapeValue training, TapeValue inference) => _bypasses.Add(training.Name, inference.Name);

    /// <param name="loss">A scalar: the sum over the rows.</param>
    /// <param name="outputs">What else the trained network is asked for.</param>
    public TrainingGraph Build(TapeValue loss, params IReadOnlyList<TapeValue> outputs)
    {
        loss.Gradients.Add(Graph.Input(GradientScale));
        for (var s = _steps.Count - 1; s >= 0; s--)
        {
            if (_steps[s].Output.Gradients.Count > 0)
                _steps[s].Backward(Total(_steps[s].Output));
        }
        Graph.Named(Loss, "Identity", [], loss.Name);
        foreach (var output in outputs)
            Graph.Output(output.Name, output.Shape);
        Graph.Output(Loss);
        foreach (var (parameter, value) in _parameters)
        {
            if (value.Gradients.Count == 0)
                throw new InvalidOperationException($"The loss doesn't depend on '{parameter.Name}'.");
            // A name of its own, even where one tensor is the gradient of two parameters.
            Graph.Named(parameter.Gradient, "Identity", [], Total(value));
            Graph.Output(parameter.Gradient, parameter.Rows is null ? parameter.Shape : [-1, parameter.Shape[1]]);
        }
        return new TrainingGraph(Graph.Build(), [.. _parameters.Select(p => p.Parameter)], _randoms, _bypasses, [.. outputs.Select(o => o.Name)]);
    }

    private string Total(TapeValue value) => value.Gradients.Count == 1 ? value.Gradients[0] : Graph.Op("Sum", [.. value.Gradients]);
}
