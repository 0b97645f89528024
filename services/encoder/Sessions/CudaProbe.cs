using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace UserRep.Encoder.Sessions;

/// <summary>Whether this process can run networks on CUDA, found out by opening the smallest one there is: a build, a driver or a device may be what is missing.</summary>
internal static class CudaProbe
{
    /// <summary>An ONNX model of 65 bytes: y = Identity(x), one float.</summary>
    private static readonly byte[] s_identity = Convert.FromBase64String("CAg6NwoQCgF4EgF5IghJZGVudGl0eRIBZ1oPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCBAoAEA0=");

    private static readonly Lazy<string?> s_fault = new(Ask);

    /// <summary>Why there is no CUDA; null where there is.</summary>
    public static string? Fault => s_fault.Value;

    private static string? Ask()
    {
        var environment = OrtEnv.Instance();
        var level = environment.EnvLogLevel;
        try
        {
            // ONNX Runtime would print what it answers with, as an error; on a machine without a device it is none.
            environment.EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
            using var settings = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            settings.AppendExecutionProvider_CUDA();
            using var session = new InferenceSession(s_identity, settings);
            return null;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return "this build has ONNX Runtime for the CPU only; build it with -p:OnnxRuntime=Gpu";
        }
        catch (OnnxRuntimeException e)
        {
            return e.Message.ReplaceLineEndings(" ");
        }
        finally
        {
            environment.EnvLogLevel = level;
        }
    }
}
