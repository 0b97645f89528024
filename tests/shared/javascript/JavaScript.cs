using System.Diagnostics;

namespace UserRep.Tests.Shared;

/// <summary>Node and the packages of tests/javascript, installed once for all test projects.</summary>
internal static class JavaScript
{
    public const string Missing = "node and npm (18 or later) are not on the PATH.";

    private static readonly TimeSpan InstallDeadline = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);

    public static bool IsPresent => IsOnPath("node") && IsOnPath("npm");

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "javascript");

    /// <summary>A process that runs a script of tests/javascript, with its output piped.</summary>
    public static async Task<Process> StartAsync(string script, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments)
    {
        await InstallAsync();
        var start = new ProcessStartInfo("node", [script, .. arguments]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Does nothing where the packages that the lock file names are there already.</summary>
    public static async Task InstallAsync()
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < InstallDeadline)
        {
            // Test projects run side by side, each in a process of its own: one installs, the others wait.
            if (TryLock() is { } held)
            {
                using (held)
                    await InstallLockedAsync();
                return;
            }
            await Task.Delay(LockPause);
        }
        throw new TimeoutException($"The packages of {Folder} were not installed within {InstallDeadline.TotalMinutes} minutes.");
    }

    private static async Task InstallLockedAsync()
    {
        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"));
        var stamp = Path.Combine(Folder, "node_modules", ".installed");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
            return;
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci"]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci in {Folder} ended with {npm.ExitCode}: {errors}{await output}");
        await File.WriteAllTextAsync(stamp, wanted);
    }

    private static FileStream? TryLock()
    {
        try
        {
            return new FileStream(Path.Combine(Folder, "npm.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
