namespace UserRep.Contract.Tests.Running;

/// <summary>The program behind the sidecars, and the node script beside it.</summary>
internal static class ContractApps
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "contract-app");

    public static string Project { get; } = Path.Combine(Folder, "UserRep.ContractApp.csproj");

    public static string Program { get; } = Path.Combine(Folder, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "UserRep.ContractApp.dll");

    public static string Script { get; } = Path.Combine(JavaScript.Folder, "server.mjs");

    /// <summary>In the order of their ports.</summary>
    public static IReadOnlyList<string> All { get; } =
        [AppPorts.Wire, AppPorts.Sdk, AppPorts.Plain, AppPorts.Absent, .. JavaScript.IsPresent ? [AppPorts.JavaScript] : Array.Empty<string>()];

    /// <summary>Those that answer: "absent" never opens its port.</summary>
    public static IReadOnlyList<string> Answering { get; } = [.. All.Where(a => a != AppPorts.Absent)];
}
