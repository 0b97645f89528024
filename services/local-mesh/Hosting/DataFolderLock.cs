namespace UserRep.LocalMesh.Hosting;

/// <summary>One mesh per data folder. The lock is the system's, so it ends with the process however that ends.</summary>
internal static class DataFolderLock
{
    public static IDisposable Take(string dataFolder)
    {
        try
        {
            return new FileStream(Path.Combine(dataFolder, "mesh.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(Path.Combine(dataFolder, "mesh.lock")))
        {
            throw new MeshFault($"{dataFolder} is in use by another local mesh (or can't be written: {e.Message}); end that one, or give another folder with --data");
        }
    }
}
