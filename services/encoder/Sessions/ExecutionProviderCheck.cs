using Microsoft.Extensions.Options;

namespace UserRep.Encoder.Sessions;

/// <summary>Who asks for CUDA by name and can't have it is told at start, and not by the first bundle that is refused.</summary>
internal sealed class ExecutionProviderCheck : IValidateOptions<EncoderOptions>
{
    public ValidateOptionsResult Validate(string? name, EncoderOptions options) =>
        options.ExecutionProvider == "cuda" && CudaProbe.Fault is { } fault
            ? ValidateOptionsResult.Fail($"Encoder:ExecutionProvider is cuda, which can't be used: {fault}. With auto, encoders run on the CPU then.")
            : ValidateOptionsResult.Success;
}
