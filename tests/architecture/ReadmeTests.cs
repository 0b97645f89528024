using System.Text.RegularExpressions;

namespace UserRep.Architecture.Tests;

public class ReadmeTests
{
    [Fact]
    public void Readme_TwoCommands_AreThoseThatCiRuns()
    {
        var block = Regex.Match(Repository.Text("README.md"), @"## Start it.*?```bash\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var commands = block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('#')[0].TrimEnd()).ToArray();
        Assert.Equal(2, commands.Length);
        var script = Repository.Text(".ci/run").Split('\n');
        // With settings before and options after it at most.
        Assert.All(commands, c => Assert.Contains(script, l => Regex.IsMatch(l, $"""^([A-Z_]+="[^"]*" )*{Regex.Escape(c)}( |$)""")));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Document_LocalLinks_LeadSomewhere(string document)
    {
        foreach (Match link in Regex.Matches(Repository.Text(document), @"\]\((?!https?:|#|mailto:)([^)#]+)"))
            Assert.True(Path.Exists(Path.Combine(Repository.Root, link.Groups[1].Value)), $"{document}: {link.Groups[1].Value}");
    }
}
