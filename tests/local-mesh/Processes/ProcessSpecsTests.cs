using UserRep.LocalMesh.Processes;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.Processes;

public sealed class ProcessSpecsTests
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> NoExtra = [];

    [Fact]
    public void Create_BuiltProject_StartsItsAssemblyWithDaprsVariables()
    {
        using var folder = Folder();
        folder.Write("a/bin/Release/net10.0/Named.dll", "");
        var extra = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["*"] = new Dictionary<string, string> { ["ALL"] = "1", ["FROM_TYE"] = "overridden" },
            ["a"] = new Dictionary<string, string> { ["ONLY_A"] = "2" },
        };
        var specs = ProcessSpecs.Create(Plan(folder), folder.File("tye.yaml"), "Release", extra);
        Assert.Empty(specs.Errors);
        var a = specs.Value![0];
        Assert.EndsWith("dotnet", a.FileName);
        Assert.Equal($"\"{folder.File("a/bin/Release/net10.0/Named.dll")}\"", a.Arguments);
        Assert.Equal(folder.File("a"), a.WorkingDirectory);
        Assert.Equal("http://127.0.0.1:5101", a.Environment["ASPNETCORE_URLS"]);
        Assert.Equal(("a", "5101", "3501", "50011"), (a.Environment["APP_ID"], a.Environment["APP_PORT"], a.Environment["DAPR_HTTP_PORT"], a.Environment["DAPR_GRPC_PORT"]));
        Assert.Equal(("http://127.0.0.1:3501", "http://127.0.0.1:50011"), (a.Environment["DAPR_HTTP_ENDPOINT"], a.Environment["DAPR_GRPC_ENDPOINT"]));
        Assert.Equal(("1", "2", "overridden"), (a.Environment["ALL"], a.Environment["ONLY_A"], a.Environment["FROM_TYE"]));
        var b = specs.Value[1];
        Assert.Equal(("sh", "-c true"), (b.FileName, b.Arguments));
        Assert.False(b.Environment.ContainsKey("ONLY_A"));
        Assert.Equal(2, specs.Value.Count);
    }

    [Fact]
    public void Create_ProjectNotBuilt_SaysWhatToBuild()
    {
        using var folder = Folder();
        var specs = ProcessSpecs.Create(Plan(folder), folder.File("tye.yaml"), "Debug", NoExtra);
        var error = Assert.Single(specs.Errors);
        Assert.Contains($"dotnet build {folder.File("a/A.csproj")} -c Debug", error.Reason);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public void Configuration_OfThisBuild_IsKnown() => Assert.Contains(ProjectOutput.Configuration, new[] { "Debug", "Release" });

    private static TempFolder Folder()
    {
        var folder = new TempFolder();
        folder.Write("a/A.csproj", "<Project><PropertyGroup><AssemblyName>Named</AssemblyName></PropertyGroup></Project>");
        folder.Write("tye.yaml", """
            services:
            - name: a
              project: a/A.csproj
              env: [FROM_TYE=x]
              bindings: [{ port: 5101 }]
            - name: b
              executable: sh
              args: -c true
              bindings: [{ port: 5102 }]
            extensions:
            - name: dapr
              services: { a: { http-port: 3501, grpc-port: 50011 } }
            """);
        return folder;
    }

    private static MeshPlan Plan(TempFolder folder) => MeshPlan.Create(TyeFileReader.Read(folder.File("tye.yaml")).Value!, new Dictionary<string, int>(), 0).Value!;
}
