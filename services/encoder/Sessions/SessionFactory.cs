using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace UserRep.Encoder.Sessions;

/// <summary>
/// Makes ONNX sessions with one thread each: runs go out side by side, one per core (EncodeQueue), which beats one run on
/// many threads for networks of this size, and sessions of several versions don't fight over threads.
/// </summary>
internal sealed partial class SessionFactory
{
    private readonly ILogger<SessionFactory> _logger;

    /// <summary>Decided once: versions side by side run on the same, and a device that fails later is an error, not a reason to be slow in silence.</summary>
    private readonly bool _cuda;

    public SessionFactory(IOptions<EncoderOptions> options, ILogger<SessionFactory> logger)
    {
        _logger = logger;
        // Where cuda is asked for, ExecutionProviderCheck has seen to it.
        _cuda = options.Value.ExecutionProvider != "cpu" && CudaProbe.Fault is null;
        if (_cuda)
            LogCuda();
        else if (options.Value.ExecutionProvider == "auto")
            LogCpu(CudaProbe.Fault!);
    }

    /// <exception cref="OnnxRuntimeException">The file is not a model that ONNX Runtime can run.</exception>
    public InferenceSession Create(string onnxPath)
    {
        using var settings = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        if (_cuda)
            settings.AppendExecutionProvider_CUDA();
        return new InferenceSession(onnxPath, settings);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Encoders run on CUDA")]
    private partial void LogCuda();

    [LoggerMessage(Level = LogLevel.Information, Message = "Encoders run on the CPU, there is no CUDA: {Reason}")]
    private partial void LogCpu(string reason);
}
