using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks;

/// <summary>
/// A step of a network that knows its own gradient. <see cref="Backward"/> is called once, after <see cref="Forward"/>,
/// on the same builder; it emits each parameter's gradient under <see cref="Parameter.Gradient"/>.
/// </summary>
internal abstract class Layer
{
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <returns>The name of the output.</returns>
    public abstract string Forward(GraphBuilder graph, string input);

    /// <param name="gradient">Of the loss with respect to the output.</param>
    /// <param name="needed">Whether anyone asks for the gradient with respect to the input.</param>
    /// <returns>That gradient's name; meaningless if it isn't needed.</returns>
    public abstract string Backward(GraphBuilder graph, string gradient, bool needed);
}
