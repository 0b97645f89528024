using UserRep.Contracts.Events;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

namespace UserRep.Integration.Tests.Running;

/// <summary>A mesh that has done its main job on a small simulation and stays up; shared by the tests of a class.</summary>
public sealed class LiveMesh : IAsyncLifetime
{
    public const string Model = "demo-ranker";

    /// <summary>Times that operators have and tests don't: an erasure waits until each replica has finished its segment of the archive, a retirement until the version hasn't been read for a while.</summary>
    internal static readonly IReadOnlyDictionary<string, string> ShortTimes = new Dictionary<string, string>
    {
        ["EventArchive__CompactSeconds"] = "2",
        ["VersionRouter__RetireGraceSeconds"] = "5",
        ["VersionRouter__SaveReadsMilliseconds"] = "500",
        ["EmbeddingStore__RetirementPollMilliseconds"] = "500",
        ["VersionRouter__ObserveMilliseconds"] = "1000",
    };

    private readonly DataFolder _data = new();
    private MeshProcess _mesh = null!;

    /// <summary>The same simulation as the mesh's: the truth to compare with.</summary>
    internal Simulator Events { get; } = new(new SimulatorOptions { Users = 250, Items = 400, Days = 60, Seed = 7 });

    internal MeshClient Client { get; private set; } = null!;

    internal DataFolder Data => _data;

    internal int PortOffset => _mesh.PortOffset;

    internal string BundleFolder => _data.File($"bundles/{new EncoderVersion(1)}");

    public async ValueTask InitializeAsync()
    {
        _mesh = MeshProcess.StartWithSamples(ShortTimes, Ports.FreeOffset(), _data, "--users", "250", "--items", "400", "--days", "60", "--seed", "7");
        await _mesh.StaysUpAsync();
        Client = MeshClient.Playground(_mesh);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _mesh.DisposeAsync();
        _data.Dispose();
    }

    internal IReadOnlyDictionary<string, UserHistory> Histories() => HistoryReplay.Histories(Events.Events(), Events.End);

    /// <summary>Vectors at the stated as_of, computed without any service.</summary>
    internal float[][] Offline(IEnumerable<UserHistory> histories)
    {
        using var encoder = BundleEncoder.TryOpen(BundleFolder, out var faults);
        Assert.Empty(faults);
        return [.. encoder!.Encode([.. histories], UnixDay.Of(Events.End)).Chunk(encoder.Dimension)];
    }
}
