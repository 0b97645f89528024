using UserRep.LocalMesh.Hosting;

namespace UserRep.LocalMesh.Commands;

internal static class TyeLocation
{
    private const string FileName = "tye.yaml";

    /// <summary>The nearest tye.yaml above the current folder, then above the program.</summary>
    public static string Find() =>
        Above(Directory.GetCurrentDirectory()) ?? Above(AppContext.BaseDirectory)
        ?? throw new MeshFault($"there is no {FileName} above {Directory.GetCurrentDirectory()}; name one with --tye");

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, FileName);
            if (File.Exists(file))
                return file;
        }
        return null;
    }
}
