using System.Globalization;
using System.Net.Http.Json;
using Dapr;
using UserRep.Contracts.Freshness;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Users;

namespace UserRep.Benchmarks.Load;

/// <summary>A local mesh as a process of its own, that has done its main job on a small simulation, driven from playground's sidecar with the Dapr SDK.</summary>
internal sealed class LoadMesh : IAsyncDisposable
{
    public const string Model = "demo-ranker";
    public const string Version = "representation@v1";

    private readonly MeshProcess _process;

    private LoadMesh(MeshProcess process, DataFolder data) => (_process, Data, Client) = (process, data, MeshClient.Playground(process));

    public DataFolder Data { get; }

    public MeshClient Client { get; }

    public int PortOffset => _process.PortOffset;

    public CpuUse Cpu() => new(_process);

    /// <param name="environment">Of the mesh's services.</param>
    public static async Task<LoadMesh> StartAsync(LoadOptions options, int users = 300, int days = 90, IReadOnlyDictionary<string, string>? environment = null)
    {
        Report.Say($"Starting the local mesh on a simulation of {users:N0} users and {days} days.");
        var data = new DataFolder();
        string[] arguments = ["--users", $"{users}", "--items", "2000", "--days", days.ToString(CultureInfo.InvariantCulture), "--seed", "7"];
        var process = MeshProcess.StartWith(environment ?? new Dictionary<string, string>(), options.PortOffset ?? Ports.FreeOffset(), data, arguments);
        var mesh = new LoadMesh(process, data);
        try
        {
            await process.StaysUpAsync(TimeSpan.FromMinutes(10));
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    public Task PublishAsync(IReadOnlyList<CloudEvent<object>> events, CancellationToken ct) =>
        Client.Dapr.BulkPublishEventAsync(ComponentNames.PubSub, Topics.UserEvents, events, cancellationToken: ct);

    /// <summary>Every message published so far is counted, and nothing is owed any more.</summary>
    public Task<IngestStats> SettledAsync(long total, TimeSpan within) =>
        Eventually.HasAsync(Client.StatsAsync, s => s.Total >= total && s.Owed == 0, $"{total} messages are counted and all users emitted", within);

    public Task<IngestStats> AcceptedAsync(long accepted, TimeSpan within) => Eventually.HasAsync(Client.StatsAsync, s => s.Accepted >= accepted, $"{accepted} events are accepted", within);

    public async Task<IReadOnlyList<long>> FreshnessAsync() =>
        (await Client.App(AppIds.EmbeddingStore).GetFromJsonAsync<FreshnessReport>($"/v1/versions/{Version}/freshness", MeshClient.Json))!.Counts;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
        Data.Dispose();
    }
}
