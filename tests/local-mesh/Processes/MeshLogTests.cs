using Microsoft.Extensions.Logging.Abstractions;
using UserRep.LocalMesh.Processes;
using UserRep.LocalMesh.Tests.PubSub;

namespace UserRep.LocalMesh.Tests.Processes;

public sealed class MeshLogTests
{
    [Fact]
    public async Task Write_BeyondItsSize_RotatesAndKeepsTheNewest()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 8; i++)
        {
            // Opened anew each time, so that every line is a rotation of its own.
            await using var log = new MeshLog(folder.Path, TimeProvider.System, NullLogger<MeshLog>.Instance, rotateAt: 10, keep: 3);
            await log.WriteAsync("app", $"line {i}");
        }
        var files = Directory.GetFiles(folder.File("logs")).Order().Select(Path.GetFileName).ToList();
        Assert.Equal(["mesh.1.log", "mesh.2.log", "mesh.3.log"], files);
        Assert.EndsWith("line 7\n", await File.ReadAllTextAsync(folder.File("logs/mesh.1.log"), TestContext.Current.CancellationToken));
        Assert.EndsWith("line 5\n", await File.ReadAllTextAsync(folder.File("logs/mesh.3.log"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Write_FolderCannotBeMade_CountsWhatIsLost()
    {
        using var folder = new TempFolder();
        folder.Write("logs", "a file where the folder should be");
        await using var log = new MeshLog(folder.Path, TimeProvider.System, NullLogger<MeshLog>.Instance);
        await log.WriteAsync("app", "line");
        await Eventually.IsAsync(() => log.Lost == 1, "the line is counted");
    }
}
