using UserRep.Contracts.Wire;
using UserRep.Features.Bundles;

namespace UserRep.Trainer.Training;

/// <summary>Computes vectors offline from a bundle, with the arithmetic that the encoder service serves.</summary>
public sealed class BundleEncoder : IDisposable
{
    private BundleEncoder(EncoderBundle bundle) => Bundle = bundle;

    public EncoderBundle Bundle { get; }

    public int Dimension => Bundle.Manifest.Dimension;

    /// <param name="faults">Every fault found; empty exactly if an encoder is returned.</param>
    public static BundleEncoder? TryOpen(string folder, out IReadOnlyList<string> faults) => throw new NotImplementedException();

    /// <summary>Vectors of <see cref="Dimension"/> values, one after another, in the order of <paramref name="histories"/>.</summary>
    public float[] Encode(IReadOnlyList<UserHistory> histories, int asOfDay) => throw new NotImplementedException();

    public void Dispose() => Bundle.Dispose();
}
