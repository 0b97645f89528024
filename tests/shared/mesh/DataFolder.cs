namespace UserRep.Tests.Shared;

/// <summary>A mesh's data folder, gone with the test.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("userrep-test-").FullName;

    public string Logs => System.IO.Path.Combine(Path, "logs", "mesh.log");

    public string File(string relative) => System.IO.Path.Combine(Path, relative);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
