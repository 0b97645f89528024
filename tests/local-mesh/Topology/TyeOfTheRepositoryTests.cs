using System.Text.RegularExpressions;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.Topology;

/// <summary>The repository's own tye.yaml is all that says which services run, and where.</summary>
public sealed partial class TyeOfTheRepositoryTests
{
    private static readonly string s_root = Above("tye.yaml");

    private static readonly TyeFile s_tye = TyeFileReader.Read(Path.Combine(s_root, "tye.yaml")).Value!;

    [Fact]
    public void Plan_OfTheFile_IsItsServicesAndPorts_AndPlayground()
    {
        var plan = MeshPlan.Create(s_tye, new Dictionary<string, int>(), portOffset: 0).Value!;
        Assert.Equal(
            s_tye.Services.Select(s => (s.AppId, (int?)s.AppPort, s.HttpPort, s.GrpcPort)).Append(("playground", null, MeshPlan.PlaygroundHttpPort, MeshPlan.PlaygroundGrpcPort)),
            plan.Replicas.Select(r => (r.Replica.AppId, r.Replica.AppPort, r.Replica.HttpPort, r.Replica.GrpcPort)));
        Assert.All(s_tye.Services, s => Assert.All(new[] { s.AppPort, s.HttpPort, s.GrpcPort }, p => Assert.InRange(p, 1, ushort.MaxValue)));
    }

    [Fact]
    public void Plan_OfAChangedFile_FollowsIt()
    {
        using var folder = new TempFolder();
        var text = File.ReadAllText(Path.Combine(s_root, "tye.yaml")).Replace("http-port: 3502", "http-port: 3592", StringComparison.Ordinal).Replace("app-id: encoder", "app-id: coder", StringComparison.Ordinal);
        folder.Write("tye.yaml", text.Replace("services/", s_root + "/services/", StringComparison.Ordinal));
        var plan = MeshPlan.Create(TyeFileReader.Read(folder.File("tye.yaml")).Value!, new Dictionary<string, int>(), portOffset: 0).Value!;
        Assert.Equal(3592, plan.Topology().Of("coder").Single().HttpPort);
        Assert.Empty(plan.Topology().Of("encoder"));
    }

    [Fact]
    public void Mesh_Code_NamesNoPortOfAService()
    {
        var ports = s_tye.Services.SelectMany(s => new[] { s.AppPort, s.HttpPort, s.GrpcPort }).Select(p => $"{p}").ToHashSet();
        var files = Directory.EnumerateFiles(Path.Combine(s_root, "services", "local-mesh"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal));
        Assert.All(files, f => Assert.Empty(Numbers().Matches(File.ReadAllText(f)).Select(m => m.Value).Intersect(ports)));
    }

    [GeneratedRegex(@"\b\d{4,5}\b")]
    private static partial Regex Numbers();

    private static string Above(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, file)))
            folder = folder.Parent;
        return folder.FullName;
    }
}
