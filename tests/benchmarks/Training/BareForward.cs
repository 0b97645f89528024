using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using UserRep.Features.Bundles;

namespace UserRep.Benchmarks.Training;

/// <summary>An exported encoder and nothing else: several callers share a session of one intra-op thread, buffers bound once.</summary>
internal sealed class BareForward : IDisposable
{
    public const int Rows = 128;
    private const double Seconds = 1.5;

    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly (OrtIoBinding Binding, OrtValue Input, OrtValue Output)[] _callers;

    public BareForward(byte[] onnx, int inputs, int outputs, int callers)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new InferenceSession(onnx, options);
        _callers = new (OrtIoBinding, OrtValue, OrtValue)[callers];
        for (var c = 0; c < callers; c++)
        {
            var binding = _session.CreateIoBinding();
            var values = new float[Rows * inputs];
            for (var i = 0; i < values.Length; i++)
                values[i] = i % 97 / 97f - 0.5f;
            var input = OrtValue.CreateTensorValueFromMemory(values, [Rows, inputs]);
            var output = OrtValue.CreateTensorValueFromMemory(new float[Rows * outputs], [Rows, outputs]);
            binding.BindInput(BundleFiles.Input, input);
            binding.BindOutput(BundleFiles.Output, output);
            _callers[c] = (binding, input, output);
        }
    }

    /// <summary>By the clock, and by the CPU time that each caller had.</summary>
    public Speed Run()
    {
        var batches = 0L;
        var watch = Stopwatch.StartNew();
        var cpu = Environment.CpuUsage.TotalTime;
        Parallel.ForEach(_callers, new ParallelOptions { MaxDegreeOfParallelism = _callers.Length }, caller =>
        {
            var done = 0L;
            for (; watch.Elapsed.TotalSeconds < Seconds; done++)
                _session.RunWithBinding(_options, caller.Binding);
            Interlocked.Add(ref batches, done);
        });
        return new Speed(batches * Rows, watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / _callers.Length);
    }

    public void Dispose()
    {
        foreach (var (binding, input, output) in _callers)
        {
            binding.Dispose();
            input.Dispose();
            output.Dispose();
        }
        _options.Dispose();
        _session.Dispose();
    }
}
