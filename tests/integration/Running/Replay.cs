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

    /// <summary>Waits until the replay is under way: something is published, and more is to come.</summary>
    public static Task IsUnderWayAsync(DataFolder data, MeshProcess mesh) =>
        Eventually.IsAsync(() =>
        {
            Assert.False(mesh.HasExited, $"the mesh ended before the replay was under way\n{mesh.Errors}");
            return Published(data) > 0;
        }, "the replay is under way", TimeSpan.FromMinutes(2));
}
