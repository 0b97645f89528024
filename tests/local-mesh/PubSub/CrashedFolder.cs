namespace UserRep.LocalMesh.Tests.PubSub;

internal static class CrashedFolder
{
    /// <summary>What a crash would leave: the files as they are now, while the owner still has them open.</summary>
    public static TempFolder Snapshot(this TempFolder folder)
    {
        var copy = new TempFolder();
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
        {
            var target = copy.File(Path.GetRelativePath(folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            try
            {
                using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var to = File.Create(target);
                from.CopyTo(to);
            }
            catch (FileNotFoundException)
            {
                // Dropped since it was listed, as it could have been before a crash.
            }
        }
        return copy;
    }
}
