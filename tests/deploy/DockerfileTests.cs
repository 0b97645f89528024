using System.Text.RegularExpressions;

namespace UserRep.Deploy.Tests;

/// <summary>No image is built by the tests; that the build's inputs are there and its promises kept can be read.</summary>
public class DockerfileTests
{
    private static readonly string s_file = Repository.Text("deploy/Dockerfile");

    private static readonly string[] s_stages = Regex.Split(s_file, @"(?m)^(?=FROM )")[1..];

    [Fact]
    public void Copies_OfTheSource_AreThere()
    {
        var sources = Regex.Matches(s_file, @"(?m)^COPY (?!--from)(.+) \S+$").SelectMany(m => m.Groups[1].Value.Split(' ')).ToArray();
        Assert.Contains("services", sources);
        Assert.All(sources, s => Assert.True(Path.Exists(Path.Combine(Repository.Root, s)), s));
        var ignored = Repository.Text("deploy/Dockerfile.dockerignore").Split('\n');
        Assert.Equal("*", ignored.First(l => l.Length > 0 && l[0] != '#'));
        Assert.Equal(sources.Order(), ignored.Where(l => l.StartsWith('!')).Select(l => l[1..]).Order());
    }

    [Fact]
    public void Build_OfEachService_FindsOneProjectWithAnEntryPoint() =>
        Assert.All(Code.Services, s => Assert.Contains("Microsoft.NET.Sdk.Web", File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(Repository.Root, "services", s), "*.csproj"))), StringComparison.Ordinal));

    [Fact]
    public void Images_OfBothKinds_RunAsTheManifestsUserAndNotAsRoot() =>
        Assert.All((string[])["gpu", "cpu"], name =>
        {
            var stage = Assert.Single(s_stages, s => Regex.IsMatch(s, $@"^FROM \S+ AS {name}\n"));
            Assert.Matches(@"(?m)^USER 1654:1654$", stage);
            Assert.Matches(@"(?m)^ENTRYPOINT \[", stage);
        });

    [Fact]
    public void Images_OfTheDefault_AreChiseledAndTheLast() => Assert.Contains("-chiseled AS cpu", s_stages[^1], StringComparison.Ordinal);

    [Fact]
    public void Sdk_IsTheTargetFrameworks() =>
        Assert.Equal(
            Regex.Match(Repository.Text("Directory.Build.props"), "<TargetFramework>net(.+)</TargetFramework>").Groups[1].Value,
            Regex.Match(s_file, @"(?m)^ARG DOTNET=(.+)$").Groups[1].Value);

    [Fact]
    public void Images_OfTheManifests_AreNamedAsTheDockerfileSays()
    {
        var images = Repository.Files("deploy/kubernetes", "*.yaml").Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(f => Regex.Matches(File.ReadAllText(f), @"image: (userrep/\S+):(\S+)")).ToArray();
        Assert.Equal(Code.Services.Append("encoder-gpu").Select(s => "userrep/" + s).Order(), images.Select(i => i.Groups[1].Value).Order());
        var version = Regex.Match(Repository.Text("Directory.Build.props"), "<Version>(.+)</Version>").Groups[1].Value;
        Assert.All(images, i => Assert.Equal(version, i.Groups[2].Value));
        Assert.Contains($"-t userrep/encoder-gpu:{version}", s_file, StringComparison.Ordinal);
    }
}
