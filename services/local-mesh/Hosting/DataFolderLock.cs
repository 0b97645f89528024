using UserRep.EventArchive;

namespace UserRep.LocalMesh.Hosting;

/// <summary>Makes the data folder if need be, and holds it: one mesh per folder. The lock is the system's, so it ends with the process however that ends.</summary>
internal static class DataFolderLock
{
    public static IDisposable Take(string dataFolder)
    {
        try
        {
            var isNew = !Directory.Exists(dataFolder);
            Directory.CreateDirectory(dataFolder);
            // What is flushed below it is lost with the power as long as its own name may be.
            if (isNew && Path.GetDirectoryName(Path.GetFullPath(dataFolder)) is { } parent)
                DurableFolder.Flush(parent);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MeshFault($"the data folder {dataFolder} can't be made: {e.Message}");
        }
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
