using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace UserRep.Encoder.Sessions;

/// <summary>
/// Makes ONNX sessions with one thread each: runs go out side by side, one per core (EncodeQueue), which beats one run on
/// many threads for networks of this size, and sessions of several versions don't fight over threads.
/// </summary>
internal sealed partial class SessionFactory(IOptions<EncoderOptions> options, ILogger<SessionFactory> logger)
{
    private int _said;

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
        if (options.Value.ExecutionProvider != "cpu")
            TryCuda(settings);
        return new InferenceSession(onnxPath, settings);
    }

    private void TryCuda(SessionOptions settings)
    {
        try
        {
            settings.AppendExecutionProvider_CUDA();
            Say(LogCuda);
        }
        // The CPU build of the native library lacks the entry point; the CUDA build without a device refuses.
        catch (Exception e) when (options.Value.ExecutionProvider == "auto" && e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            Say(LogCpu);
        }
    }

    private void Say(Action log)
    {
        if (Interlocked.Exchange(ref _said, 1) == 0)
            log();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Encoders run on CUDA")]
    private partial void LogCuda();

    [LoggerMessage(Level = LogLevel.Information, Message = "Encoders run on CPU: no CUDA in this build or on this machine")]
    private partial void LogCpu();
}
