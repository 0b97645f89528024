using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.RegularExpressions;

namespace UserRep.Client.Tests;

/// <summary>The packages as a stranger gets them: from a folder feed, into a project outside of this repository, without a network.</summary>
public sealed class PackTests
{
    private static readonly string s_configuration = typeof(PackTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Configuration").Value!;

    [Fact]
    public async Task Package_InAFreshProjectWithTheReadmesCode_BuildsAndRuns()
    {
        using var folder = new TempFolder();
        var feed = folder.File("feed");
        foreach (var project in (string[])["contracts", "client"])
            await DotNetAsync(Root, "pack", Path.Combine("services", project), "--no-build", "-c", s_configuration, "-o", feed, "-v", "q");
        folder.Write("app/nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="here" value="{Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages")}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="{folder.File("packages")}" /></config>
            </configuration>
            """);
        folder.Write("app/app.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><UseAppHost>false</UseAppHost></PropertyGroup>
              <ItemGroup><PackageReference Include="UserRep.Client" Version="0.1.0" /></ItemGroup>
            </Project>
            """);
        var readme = Regex.Match(File.ReadAllText(Path.Combine(Root, "README.md")), @"```csharp\n(.*?)(public sealed class.*?)```", RegexOptions.Singleline);
        folder.Write("app/Program.cs", $$"""
            using UserRep.Client;
            var builder = WebApplication.CreateBuilder(args);
            {{readme.Groups[1].Value}}
            builder.Services.AddSingleton<Ranker>();
            try
            {
                await builder.Build().Services.GetRequiredService<Ranker>().RankAsync(["u1"], default);
            }
            catch (UserRepresentationsException e)
            {
                Console.WriteLine($"refused with {e.Code}");
            }

            {{readme.Groups[2].Value}}
            """);

        // No sidecar listens there, and it says so.
        var printed = await DotNetAsync(folder.File("app"), "run");

        Assert.Matches($"refused with ({ClientCodes.Unreachable}|{ClientCodes.DeadlineExceeded})", printed);
    }

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "UserRep.sln")))
                folder = folder.Parent;
            return folder.FullName;
        }
    }

    private static async Task<string> DotNetAsync(string folder, params string[] arguments)
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DAPR_HTTP_PORT"] = $"{((IPEndPoint)closed.LocalEndpoint).Port}";
        start.Environment.Remove("DAPR_HTTP_ENDPOINT");
        closed.Stop();
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{await output}\n{await errors}");
        return await output;
    }
}
