using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;
using UserRep.Encoder.Bundles;
using UserRep.Encoder.Sessions;
using UserRep.Features.Bundles;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

namespace UserRep.Encoder.Tests;

/// <summary>Two small bundles of different networks, trained once for all tests.</summary>
public sealed class TinyBundles : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("userrep-encoder-");

    public string Root => _folder.FullName;

    public async ValueTask InitializeAsync()
    {
        var source = new Simulator(new SimulatorOptions { Users = 120, Items = 60, Days = 40 });
        var options = new TrainingOptions { Epochs = 1, Hidden = [16], Latent = 8, BatchSize = 32, ItemVectors = new() { CollaborativeDimension = 6, ContentDimension = 4 } };
        foreach (var seed in new[] { 1, 2 })
        {
            var result = await BundleTrainer.TrainAsync(source, options with { Seed = seed }, Root, new EncoderVersion(seed), source.End, TimeProvider.System, null, TestContext.Current.CancellationToken);
            Assert.Empty(result.Faults);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    public string Folder(int version) => Path.Combine(Root, new EncoderVersion(version).ToString());

    internal BundleCheck Check(int version) => new(new EncoderVersion(version).ToString(), new EncoderVersion(version).ToString(), BundleHash.OfBundle(Folder(version)));

    internal LoadedVersion Load(int version)
    {
        var loaded = Loader(Root).TryLoad(Check(version), out var faults);
        Assert.Empty(faults);
        return loaded!;
    }

    internal static BundleLoader Loader(string root)
    {
        var options = Options.Create(new EncoderOptions { BundleRoot = root, ExecutionProvider = "cpu" });
        return new BundleLoader(new SessionFactory(options, NullLogger<SessionFactory>.Instance), options, NullLogger<BundleLoader>.Instance);
    }
}
