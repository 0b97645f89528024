using System.Reflection;

namespace UserRep.Integration.Tests.Running;

internal static class Repository
{
    private static readonly string Configuration = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Configuration").Value!;

    public static string Root { get; } = FindAbove("UserRep.sln") ?? throw new InvalidOperationException("UserRep.sln is not above the tests.");

    public static string MeshProgram => Path.Combine(Root, "services", "local-mesh", "bin", Configuration, "net10.0", "UserRep.LocalMesh.dll");

    public static string CommandProgram => Path.Combine(Root, "services", "userrep", "bin", Configuration, "net10.0", "userrep.dll");

    /// <summary>A file of the shared data sets, or a skip that says which is missing.</summary>
    public static string SharedData(string relative)
    {
        var path = Path.Combine(Root, "..", "shared", "data", relative);
        Assert.SkipUnless(File.Exists(path), $"the shared data set {relative} is not here");
        return path;
    }

    private static string? FindAbove(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, file)))
                return folder.FullName;
        }
        return null;
    }
}
