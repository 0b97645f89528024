using System.Xml.Linq;

namespace UserRep.Architecture.Tests;

/// <summary>The table "Which project may know which" of ARCHITECTURE.md.</summary>
public class ProjectReferenceTests
{
    private static readonly string[] s_services = ["feature-ingest", "encoder", "embedding-store", "version-router", "samples/sample-ranker"];

    private static readonly Dictionary<string, string[]> s_mayKnow = new()
    {
        ["contracts"] = [],
        ["features"] = ["contracts"],
        ["adapters"] = ["contracts"],
        ["event-archive"] = ["contracts"],
        ["service-defaults"] = ["contracts"],
        ["client"] = ["contracts"],
        ["feature-ingest"] = ["contracts", "service-defaults", "features", "event-archive"],
        ["vector-search"] = [],
        ["encoder"] = ["contracts", "service-defaults", "features", "vector-search"],
        ["embedding-store"] = ["contracts", "service-defaults", "vector-search"],
        ["version-router"] = ["contracts", "service-defaults", "adapters"],
        ["samples/sample-ranker"] = ["contracts", "service-defaults", "client"],
        ["trainer"] = ["contracts", "features", "event-archive"],
        ["evaluator"] = ["contracts", "features", "trainer", "adapters"],
        ["local-mesh"] = ["contracts", "features", "trainer", "event-archive"],
        ["userrep"] = ["contracts", "features", "trainer", "evaluator", "adapters"],
    };

    public static TheoryData<string> Projects => [.. Repository.Files("services", "*.csproj").Select(Folder)];

    [Fact]
    public void Projects_UnderServices_AreThoseOfTheTable() => Assert.Equal(s_mayKnow.Keys.Order(), Projects.Select(p => p.Data).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_AreThoseItMayHave(string project)
    {
        var known = References(project).Where(r => !r.BuildOnly).Select(r => r.Folder);
        Assert.Empty(known.Except(s_mayKnow[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_BuiltWithButUnknown_IsAServiceOfTheLocalMesh(string project)
    {
        var built = References(project).Where(r => r.BuildOnly).Select(r => r.Folder);
        Assert.Equal(project == "local-mesh" ? s_services.Order() : [], built.Order());
    }

    [Fact]
    public void Solution_HasEveryProject()
    {
        var solution = Repository.Text("UserRep.sln");
        foreach (var project in Repository.Files("services", "*.csproj").Concat(Repository.Files("tests", "*.csproj")))
            Assert.Contains($"\"{Path.GetRelativePath(Repository.Root, project).Replace('/', '\\')}\"", solution);
    }

    [Fact]
    public void Projects_PackageVersions_StandInOnePlace()
    {
        foreach (var project in Repository.Files("services", "*.csproj").Concat(Repository.Files("tests", "*.csproj")))
            Assert.DoesNotContain(XDocument.Load(project).Descendants("PackageReference"), p => p.Attribute("Version") is not null || p.Attribute("VersionOverride") is not null);
    }

    private static IEnumerable<(string Folder, bool BuildOnly)> References(string project)
    {
        var file = Repository.Files("services/" + project, "*.csproj").Single();
        return from reference in XDocument.Load(file).Descendants("ProjectReference")
               from path in reference.Attribute("Include")!.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
               select (Folder(Path.GetFullPath(path.Replace('\\', '/'), Path.GetDirectoryName(file)!)), (string?)reference.Attribute("ReferenceOutputAssembly") == "false");
    }

    private static string Folder(string path) => Path.GetRelativePath(Path.Combine(Repository.Root, "services"), Path.GetDirectoryName(path)!);
}
