using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace UserRep.Deploy.Tests;

/// <summary>-p:OnnxRuntime=Gpu is one package for the other, in every project that runs networks, at a version that is pinned. Restoring it takes 330 MB, so the tests don't.</summary>
public class GpuBuildTests
{
    private const string Cpu = "Microsoft.ML.OnnxRuntime";
    private const string Gpu = "Microsoft.ML.OnnxRuntime.Gpu";

    public static TheoryData<string> Projects =>
        [.. Repository.Files("services", "*.csproj").Where(f => File.ReadAllText(f).Contains(Cpu, StringComparison.Ordinal)).Select(YamlFiles.Relative)];

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Property_OfTheBuild_ChoosesThePackage(string project) => Assert.Equal([Gpu], await PackagesAsync(project, "Gpu"));

    [Fact]
    public void Encoder_IsAmongTheProjects() => Assert.Contains(Projects, p => p.Data == "services/encoder/UserRep.Encoder.csproj");

    [Fact]
    public void Versions_OfBoth_ArePinnedInOneSeries()
    {
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Where(p => p.Attribute("Include")!.Value is Cpu or Gpu).ToDictionary(p => p.Attribute("Include")!.Value, p => Version.Parse(p.Attribute("Version")!.Value));
        Assert.Equal((versions[Cpu].Major, versions[Cpu].Minor), (versions[Gpu].Major, versions[Gpu].Minor));
    }

    private static async Task<string[]> PackagesAsync(string project, string runtime)
    {
        using var msbuild = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(Repository.Root, project), "-getItem:PackageReference", $"-p:OnnxRuntime={runtime}"]) { RedirectStandardOutput = true })!;
        var output = await msbuild.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await msbuild.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var items = JsonDocument.Parse(output);
        return [.. items.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(i => i.GetProperty("Identity").GetString()!).Where(i => i is Cpu or Gpu)];
    }
}
