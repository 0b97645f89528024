namespace UserRep.LocalMesh.Processes;

/// <summary>Makes a child die with the mesh, even by kill -9: on Linux, where setpriv (util-linux) is there.</summary>
internal static class ParentDeath
{
    private static readonly string? SetPriv = !OperatingSystem.IsLinux() ? null :
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "setpriv")).FirstOrDefault(File.Exists);

    /// <summary>False: a mesh that is killed leaves its children running.</summary>
    public static bool IsCovered => SetPriv is not null;

    public static (string FileName, string Arguments) Wrap(string fileName, string arguments) =>
        SetPriv is null ? (fileName, arguments) : (SetPriv, $"--pdeathsig KILL -- \"{fileName}\" {arguments}");
}
