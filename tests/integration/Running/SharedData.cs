namespace UserRep.Integration.Tests.Running;

internal static class SharedData
{
    /// <summary>A file of the shared data sets, or a skip that says which is missing.</summary>
    public static string File(string relative)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "data", relative);
        Assert.SkipUnless(System.IO.File.Exists(path), $"the shared data set {relative} is not here");
        return path;
    }
}
