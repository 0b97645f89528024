using UserRep.Encoder.Sessions;
using UserRep.Features.Bundles;

namespace UserRep.Encoder.Inference;

/// <param name="Shape">-1: any number of rows.</param>
internal sealed record TensorMetadata(string Name, string Datatype, int[] Shape)
{
    public const string Fp32 = "FP32";

    public static TensorMetadata Input(LoadedVersion version) => new(BundleFiles.Input, Fp32, [-1, version.Features.Width]);

    public static TensorMetadata Output(LoadedVersion version) => new(BundleFiles.Output, Fp32, [-1, version.Dimension]);
}
