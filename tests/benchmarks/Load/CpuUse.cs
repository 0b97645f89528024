using System.Diagnostics;

namespace UserRep.Benchmarks.Load;

/// <summary>CPU seconds by process between two instants: what is left to compare by where others have the machine's cores too.</summary>
internal sealed class CpuUse
{
    private static readonly (string Name, string Assembly)[] s_services =
        [("feature-ingest", "UserRep.FeatureIngest"), ("encoder", "UserRep.Encoder"), ("embedding-store", "UserRep.EmbeddingStore"), ("version-router", "UserRep.VersionRouter")];

    private readonly MeshProcess _mesh;
    private readonly IReadOnlyList<double> _begun;

    public CpuUse(MeshProcess mesh) => (_mesh, _begun) = (mesh, Seconds(mesh));

    /// <summary>CPU time since it was made, by process, divided by what was done.</summary>
    public CpuTime Per(long count, string what)
    {
        var used = Seconds(_mesh).Zip(_begun, (now, then) => (now - then) / count * 1e6).ToArray();
        string[] names = ["local mesh", .. s_services.Select(s => s.Name)];
        return new CpuTime([.. names.Zip(used)], used[^1], what);
    }

    private static double[] Seconds(MeshProcess mesh) =>
        [Of([mesh.Id]), .. s_services.Select(s => Of(mesh.ServiceProcesses(s.Assembly))), Environment.CpuUsage.TotalTime.TotalSeconds];

    private static double Of(IReadOnlyList<int> ids) => ids.Sum(id =>
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime.TotalSeconds;
    });
}
