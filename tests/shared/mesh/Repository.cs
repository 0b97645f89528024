using System.Reflection;

namespace UserRep.Tests.Shared;

internal static class Repository
{
    private static readonly string Configuration = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Configuration").Value!;

    public static string Root { get; } = FindAbove("UserRep.sln") ?? throw new InvalidOperationException("UserRep.sln is not above this program.");

    public static string MeshProgram => Path.Combine(Root, "services", "local-mesh", "bin", Configuration, "net10.0", "UserRep.LocalMesh.dll");

    public static string CommandProgram => Path.Combine(Root, "services", "userrep", "bin", Configuration, "net10.0", "userrep.dll");

    public static string ServiceProgram(string folder, string assembly) => Path.Combine(Root, "services", folder, "bin", Configuration, "net10.0", assembly + ".dll");

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
