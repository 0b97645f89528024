namespace UserRep.Trainer.Tests;

/// <summary>Files found by walking up from the test's folder.</summary>
internal static class RepoFiles
{
    public static string Mapping(string name) => Find("services/trainer/mappings/" + name) ?? throw new FileNotFoundException(name);

    /// <summary>Null where the machine doesn't have the shared data sets.</summary>
    public static string? SharedData(string name) => Find("shared/data/" + name);

    private static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relative);
            if (File.Exists(path))
                return path;
        }
        return null;
    }
}
