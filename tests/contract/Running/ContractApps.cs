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
        [AppPorts.Wire, AppPorts.Sdk, AppPorts.Plain, AppPorts.Absent, AppPorts.GrpcApp, AppPorts.AbsentGrpc, .. JavaScript.IsPresent ? [AppPorts.JavaScript, AppPorts.JavaScriptGrpc] : Array.Empty<string>()];

    /// <summary>Those that answer: the absent ones never open their ports.</summary>
    public static IReadOnlyList<string> Answering { get; } = [.. All.Where(a => a is not (AppPorts.Absent or AppPorts.AbsentGrpc))];

    public static string Protocol(string app) => app is AppPorts.GrpcApp or AppPorts.AbsentGrpc or AppPorts.JavaScriptGrpc ? "grpc" : "http";
}
