using System.Runtime.CompilerServices;

namespace UserRep.Tests.Shared;

/// <summary>Meshes and services that tests start live for seconds: code that is compiled a second time, better, is hardly run again. On a small mesh this was 8 of 20 s of CPU.</summary>
internal static class ShortLivedProcesses
{
    /// <summary>For processes started from here; this one has read its own at its start.</summary>
    [ModuleInitializer]
    internal static void CompileOnce() => Environment.SetEnvironmentVariable("DOTNET_TC_CallCountingDelayMs", "5000");
}
