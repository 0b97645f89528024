using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks.Fitting;

internal static class Sessions
{
    public static InferenceSession Open(ModelProto model, int threads)
    {
        using var options = Options(threads);
        return new InferenceSession(model.ToByteArray(), options);
    }

    public static InferenceSession Open(string path, int threads)
    {
        using var options = Options(threads);
        return new InferenceSession(path, options);
    }

    private static SessionOptions Options(int threads)
    {
        var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        // Waiting threads would take the core from whoever shares the machine: 69k rows/s spinning, 84k not (2 cores, 343-256-64 and back, batch 512).
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
