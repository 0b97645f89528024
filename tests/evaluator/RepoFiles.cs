namespace UserRep.Evaluator.Tests;

/// <summary>Files found by walking up from the test's folder.</summary>
internal static class RepoFiles
{
    public static string Get(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relative);
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException(relative);
    }
}
