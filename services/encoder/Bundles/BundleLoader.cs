using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;
using UserRep.Contracts.Versions;
using UserRep.Encoder.Sessions;
using UserRep.Features.Bundles;

namespace UserRep.Encoder.Bundles;

/// <summary>Opens bundles from the bundle folder and proves that they can serve before anyone relies on them.</summary>
internal partial class BundleLoader(SessionFactory sessions, IOptions<EncoderOptions> options, ILogger<BundleLoader> logger)
{
    private readonly string _root = Path.GetFullPath(options.Value.BundleRoot) + Path.DirectorySeparatorChar;

    /// <param name="faults">Every fault found; empty exactly if a version is returned.</param>
    public virtual LoadedVersion? TryLoad(BundleCheck check, out IReadOnlyList<string> faults)
    {
        if (check.BundleUri.Contains('\0'))
            return Refused(out faults, "bundleUri has a null character: there is no bundle of that name");
        var folder = Path.GetFullPath(Path.Combine(_root, check.BundleUri));
        if (!folder.StartsWith(_root, StringComparison.Ordinal))
            return Refused(out faults, $"bundleUri '{check.BundleUri}' leads out of the bundle folder");
        if (!Directory.Exists(folder))
            return Refused(out faults, $"there is no bundle '{check.BundleUri}' in the bundle folder");
        var bundle = EncoderBundle.TryOpen(folder, out faults);
        if (bundle is null)
            return null;
        var found = new List<string>();
        if (bundle.Sha256 != check.Sha256)
            found.Add($"manifest.json has the SHA-256 {bundle.Sha256}, the registration says {check.Sha256}");
        if (bundle.Version.ToString() != check.Version)
            found.Add($"the bundle is {bundle.Version}, the registration says {check.Version}");
        var session = found.Count == 0 ? TryOpenSession(bundle, found) : null;
        faults = found;
        if (session is null)
        {
            bundle.Dispose();
            return null;
        }
        var loaded = new LoadedVersion(bundle, session, TryOpenDecoder(bundle));
        Probe(loaded, found);
        if (found.Count == 0)
            return loaded;
        loaded.Dispose();
        return null;
    }

    private InferenceSession? TryOpenSession(EncoderBundle bundle, List<string> faults)
    {
        InferenceSession session;
        try
        {
            session = sessions.Create(bundle.OnnxPath);
        }
        catch (OnnxRuntimeException e)
        {
            faults.Add($"encoder.onnx is not a model that ONNX Runtime runs: {e.Message}");
            return null;
        }
        CheckTensor(session.InputMetadata, BundleFiles.Input, bundle.Manifest.InputWidth, "input", faults);
        CheckTensor(session.OutputMetadata, BundleFiles.Output, bundle.Manifest.Dimension, "output", faults);
        if (faults.Count == 0)
            return session;
        session.Dispose();
        return null;
    }

    /// <summary>A bundle serves without one: one that doesn't fit only means that items can't be compared in the spaces of modalities.</summary>
    private InferenceSession? TryOpenDecoder(EncoderBundle bundle)
    {
        if (bundle.DecoderPath is not { } path)
            return null;
        var faults = new List<string>();
        InferenceSession? decoder = null;
        try
        {
            decoder = sessions.Create(path);
            CheckTensor(decoder.InputMetadata, BundleFiles.Output, bundle.Manifest.Dimension, "input", faults);
            CheckTensor(decoder.OutputMetadata, BundleFiles.Reconstruction, bundle.Manifest.InputWidth, "output", faults);
        }
        catch (OnnxRuntimeException e)
        {
            faults.Add(e.Message);
        }
        if (faults.Count == 0)
            return decoder;
        decoder?.Dispose();
        LogNoDecoder(bundle.Version.ToString(), string.Join("; ", faults));
        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "decoder.onnx of {Version} can't be used, items are compared in its embedding space only: {Faults}")]
    private partial void LogNoDecoder(string version, string faults);

    private static void CheckTensor(IReadOnlyDictionary<string, NodeMetadata> tensors, string name, int width, string kind, List<string> faults)
    {
        tensors.TryGetValue(name, out var tensor);
        if (EncoderProbe.TensorFault(kind, name, width, tensors.Keys, tensor?.ElementDataType.ToString(), tensor?.Dimensions) is { } fault)
            faults.Add(fault);
    }

    private static void Probe(LoadedVersion version, List<string> faults)
    {
        try
        {
            if (EncoderProbe.RunFault(version.Run, version.Features.Width, version.Dimension, version.Manifest.MaxAbsoluteError) is { } fault)
                faults.Add(fault);
        }
        catch (OnnxRuntimeException e)
        {
            faults.Add($"encoder.onnx fails when run: {e.Message}");
        }
    }

    private static LoadedVersion? Refused(out IReadOnlyList<string> faults, string fault)
    {
        faults = [fault];
        return null;
    }
}
