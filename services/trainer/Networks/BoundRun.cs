using Microsoft.ML.OnnxRuntime;
using UserRep.Features.Bundles;

namespace UserRep.Trainer.Networks;

/// <summary>A session bound to buffers for a fixed number of rows: fill, run, read; nothing is allocated on the way.</summary>
internal sealed class BoundRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly BoundTensor _input;
    private readonly BoundTensor _target;
    private readonly BoundTensor _lossWeight;
    private readonly BoundTensor _gradientScale = new(1);
    private readonly BoundTensor _loss = new();
    private readonly BoundTensor _embedding;

    /// <param name="gradients">Whether the session's graph has them, rather than embedding and loss only.</param>
    public BoundRun(InferenceSession session, AutoencoderGraph graph, WeightSet weights, float[] lossWeights, int rows, bool gradients)
    {
        (_session, Rows) = (session, rows);
        _binding = session.CreateIoBinding();
        _input = new BoundTensor(rows, graph.Inputs);
        _target = new BoundTensor(rows, graph.Inputs);
        _lossWeight = new BoundTensor(graph.Inputs);
        lossWeights.CopyTo(_lossWeight.Values, 0);
        _embedding = new BoundTensor(rows, graph.Latent);
        _binding.BindInput(BundleFiles.Input, _input.Value);
        _binding.BindInput(AutoencoderGraph.Target, _target.Value);
        _binding.BindInput(AutoencoderGraph.LossWeight, _lossWeight.Value);
        _gradientScale.Values[0] = 2f / rows;
        if (gradients)
            _binding.BindInput(AutoencoderGraph.GradientScale, _gradientScale.Value);
        for (var p = 0; p < weights.Parameters.Count; p++)
            _binding.BindInput(weights.Parameters[p].Name, weights.Tensors[p].Value);
        _binding.BindOutput(BundleFiles.Output, _embedding.Value);
        _binding.BindOutput(AutoencoderGraph.Loss, _loss.Value);
        Gradients = gradients ? [.. weights.Parameters.Select(p => new BoundTensor(p.Shape))] : [];
        for (var p = 0; p < Gradients.Count; p++)
            _binding.BindOutput(weights.Parameters[p].Gradient, Gradients[p].Value);
    }

    public int Rows { get; }

    public Span<float> Input => _input.Values;

    public Span<float> Target => _target.Values;

    public ReadOnlySpan<float> Embedding => _embedding.Values;

    public IReadOnlyList<BoundTensor> Gradients { get; }

    /// <summary>Sum over the rows.</summary>
    public float Loss => _loss.Values[0];

    public void Run() => _session.RunWithBinding(_options, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _options.Dispose();
        foreach (var tensor in Gradients.Append(_input).Append(_target).Append(_lossWeight).Append(_gradientScale).Append(_loss).Append(_embedding))
            tensor.Dispose();
    }
}
