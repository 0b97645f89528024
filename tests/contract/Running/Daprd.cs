namespace UserRep.Contract.Tests.Running;

/// <summary>Whether the suite is to run against real daprd, and where that is: <c>DAPRD=1</c> looks on the PATH and where `dapr init` puts it, <c>DAPRD=/path/daprd</c> names it.</summary>
internal static class Daprd
{
    public static string? Asked { get; } = Environment.GetEnvironmentVariable("DAPRD") is { Length: > 0 } value && value != "0" ? value : null;

    /// <exception cref="InvalidOperationException">It was asked for and isn't there.</exception>
    public static string Program =>
        Asked is { } path && path != "1"
            ? File.Exists(path) ? path : throw new InvalidOperationException($"DAPRD={path}: there is no such file.")
            : Find("daprd") ?? throw new InvalidOperationException("DAPRD=1, but daprd is neither on the PATH nor in ~/.dapr/bin. Name it: DAPRD=/path/to/daprd.");

    /// <summary>placement or scheduler, beside daprd or on the PATH; null where they are not, and there are no actors then.</summary>
    public static string? Companion(string name) => Path.Combine(Path.GetDirectoryName(Program)!, name) is var beside && File.Exists(beside) ? beside : Find(name);

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dapr", "bin"))
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
