using System.Net;
using System.Net.Sockets;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>What is in the way is said in a line, with a non-zero exit and no stack trace, before anything is written.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task Mesh_PortTaken_SaysWhichAndWhatFor()
    {
        using var data = new DataFolder();
        var offset = Ports.FreeOffset();
        using var listener = new TcpListener(IPAddress.Loopback, 5102 + offset);
        listener.Start();
        await using var mesh = MeshProcess.StartAt(offset, data, "--once", "--users", "50");

        await AssertRefusedAsync(mesh, data, $"port {5102 + offset}", "encoder");
    }

    [Theory]
    [InlineData("there is no file", "--events", "nowhere.csv", "--mapping", "nothing.json")]
    [InlineData("--mapping", "--events", "README.md")]
    [InlineData("users is 0", "--users", "0")]
    [InlineData("--bogus", "--bogus")]
    [InlineData("Cannot parse argument 'many'", "--users", "many")]
    [InlineData("there is no services.yaml", "--tye", "services.yaml")]
    [InlineData("app-id=N", "--replicas", "two")]
    [InlineData("no app-id 'nobody'", "--replicas", "nobody=2")]
    public async Task Mesh_BadArgument_IsRefusedInOneLine(string expected, params string[] arguments)
    {
        using var data = new DataFolder();
        await using var mesh = MeshProcess.Start(data, [.. arguments, "--once"]);

        await AssertRefusedAsync(mesh, data, expected);
    }

    [Fact]
    public async Task Mesh_EventsThatAreNoTable_AreRefusedWithTheReason()
    {
        using var data = new DataFolder();
        using var input = new DataFolder();
        File.WriteAllBytes(input.File("events.csv"), [0x1f, 0x8b, 1, 2, 3]);
        await using var mesh = MeshProcess.Start(data, "--once", "--events", input.File("events.csv"), "--mapping", Path.Combine(Repository.Root, "services/trainer/mappings/movietweetings.json"));

        await AssertRefusedAsync(mesh, data, "events.csv");
    }

    [Fact]
    public async Task Mesh_Terminated_EndsWithItsServices()
    {
        using var data = new DataFolder();
        await using var mesh = MeshProcess.Start(data, "--services-only");
        string[] assemblies = ["UserRep.FeatureIngest", "UserRep.Encoder", "UserRep.EmbeddingStore", "UserRep.VersionRouter"];
        await Eventually.IsAsync(() => assemblies.All(a => mesh.ServiceProcesses(a).Count == 1), "the services run");
        int[] services = [.. assemblies.SelectMany(mesh.ServiceProcesses)];

        mesh.Terminate();

        Assert.Equal(0, await mesh.ExitCodeAsync(TimeSpan.FromMinutes(1)));
        Assert.DoesNotContain(services, s => Directory.Exists($"/proc/{s}"));
    }

    [Fact]
    public async Task Mesh_SecondOnTheSameFolder_IsRefused()
    {
        using var data = new DataFolder();
        await using var first = MeshProcess.Start(data, "--services-only");
        await Eventually.IsAsync(() => first.Output.Contains("The mesh is starting", StringComparison.Ordinal), "the first mesh holds the folder");
        await using var second = MeshProcess.Start(data, "--services-only");

        Assert.Equal(2, await second.ExitCodeAsync());
        Assert.Contains("is in use by another local mesh", second.Errors, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(MeshProcess mesh, DataFolder data, params string[] expected)
    {
        Assert.Equal(2, await mesh.ExitCodeAsync());
        foreach (var text in expected)
            Assert.Contains(text, mesh.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", mesh.Errors + mesh.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data.File("journal")), "a journal was begun");
        Assert.False(Directory.Exists(data.File("bundles")), "a bundle was begun");
    }
}
