using System.Text.Json;

namespace UserRep.Integration.Tests.Running;

/// <summary>Where a running mesh stands in its replay, read from its data folder.</summary>
internal static class Replay
{
    public static long Published(DataFolder data)
    {
        var file = data.File("replay.json");
        return File.Exists(file) ? JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("published").GetInt64() : 0;
    }

    /// <summary>Waits until more is published than when it was asked, so that the replay is under way.</summary>
    public static Task MovesOnAsync(DataFolder data, MeshProcess mesh)
    {
        var before = Published(data);
        return Eventually.IsAsync(() =>
        {
            Assert.False(mesh.HasExited, $"the mesh ended before the replay moved on from {before}\n{mesh.Errors}");
            return Published(data) > before;
        }, "the replay moves on", TimeSpan.FromMinutes(2));
    }
}
