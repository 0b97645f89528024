namespace UserRep.Tests.Shared;

/// <summary>A folder of a test's own, deleted with all that is in it.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("userrep-test-");

    public string Path => _folder.FullName;

    public string File(string relative) => System.IO.Path.Combine(Path, relative);

    /// <returns>The file's path.</returns>
    public string Write(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(relative))!);
        System.IO.File.WriteAllText(File(relative), text);
        return File(relative);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
