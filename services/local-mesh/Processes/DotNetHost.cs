using System.Runtime.InteropServices;

namespace UserRep.LocalMesh.Processes;

/// <summary>The <c>dotnet</c> that runs the mesh, so that its services run on the same.</summary>
internal static class DotNetHost
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        // {root}/shared/Microsoft.NETCore.App/{version}/
        var root = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var host = System.IO.Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(host) ? host : "dotnet";
    }
}
