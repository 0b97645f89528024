using UserRep.Contracts.Versions;
using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Checkpoints;

/// <summary>Where the fit of a version in the making is kept: <c>.representation@vN.checkpoint</c> in the folder of bundles.</summary>
internal sealed class CheckpointFolder(string root, EncoderVersion version, TimeSpan interval, TimeProvider time)
{
    private readonly string _folder = System.IO.Path.Combine(root, $".{version}.checkpoint");
    private long _written = time.GetTimestamp();

    private string Path => System.IO.Path.Combine(_folder, "fit.bin");

    public bool Exists => File.Exists(Path);

    /// <summary>Writes if the interval has passed since the last time. Aside, flushed to the disk, then renamed: a kill leaves the old one or the new one.</summary>
    public void Offer(CheckpointKey key, FitState state)
    {
        if (time.GetElapsedTime(_written) < interval)
            return;
        Directory.CreateDirectory(_folder);
        var aside = Path + ".partial";
        using (var file = File.Create(aside))
        {
            file.Write(CheckpointFile.Write(key, state));
            file.Flush(flushToDisk: true);
        }
        File.Move(aside, Path, overwrite: true);
        _written = time.GetTimestamp();
    }

    /// <inheritdoc cref="CheckpointFile.Read"/>
    public IReadOnlyList<string> Read(CheckpointKey key, FitState state) => CheckpointFile.Read(File.ReadAllBytes(Path), key, state);

    public void Delete()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
