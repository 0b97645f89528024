using Microsoft.ML.OnnxRuntime;
using UserRep.Features.Building;
using UserRep.Features.Bundles;
using UserRep.Features.Items;
using UserRep.Features.Schema;

namespace UserRep.Encoder.Sessions;

/// <summary>A bundle and its session. Users of it hold a lease, so that what is in flight ends on the version it began on; the last one out disposes it.</summary>
internal sealed class LoadedVersion(EncoderBundle bundle, InferenceSession session, InferenceSession? decoder) : IDisposable
{
    private static readonly string[] Inputs = [BundleFiles.Input];
    private static readonly string[] Outputs = [BundleFiles.Output];
    private static readonly string[] Reconstructions = [BundleFiles.Reconstruction];

    private readonly RunOptions _run = new();
    private int _leases = 1;

    public string Name { get; } = bundle.Version.ToString();

    public string Sha256 => bundle.Sha256;

    public BundleManifest Manifest => bundle.Manifest;

    public FeatureSchema Schema => bundle.Schema;

    public ItemTable Items => bundle.Items;

    /// <summary>Null if the bundle has none.</summary>
    public ItemTable? Names => bundle.Names;

    public FeatureBuilder Features => bundle.Features;

    /// <summary>Whether vectors can be turned back into features.</summary>
    public bool HasDecoder => decoder is not null;

    public int Dimension => bundle.Manifest.Dimension;

    /// <returns>False if the version is being disposed.</returns>
    public bool TryLease()
    {
        for (var seen = Volatile.Read(ref _leases); seen > 0; seen = Volatile.Read(ref _leases))
        {
            if (Interlocked.CompareExchange(ref _leases, seen + 1, seen) == seen)
                return true;
        }
        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _leases) != 0)
            return;
        session.Dispose();
        decoder?.Dispose();
        _run.Dispose();
        bundle.Dispose();
    }

    /// <summary>Runs <paramref name="rows"/> rows of features into as many vectors.</summary>
    public void Run(Memory<float> features, Memory<float> vectors, int rows)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, features[..(rows * Features.Width)], [rows, Features.Width]);
        using var output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, vectors[..(rows * Dimension)], [rows, Dimension]);
        session.Run(_run, Inputs, [input], Outputs, [output]);
    }

    /// <summary>Turns vectors back into the standardised features that the encoder would have seen, for a version that has a decoder.</summary>
    public void Decode(Memory<float> vectors, Memory<float> features, int rows)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, vectors[..(rows * Dimension)], [rows, Dimension]);
        using var output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, features[..(rows * Features.Width)], [rows, Features.Width]);
        decoder!.Run(_run, Outputs, [input], Reconstructions, [output]);
    }

    /// <summary>Gives back the owner's lease.</summary>
    public void Dispose() => Release();
}
