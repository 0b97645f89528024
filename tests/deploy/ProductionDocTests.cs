using System.Text.RegularExpressions;

namespace UserRep.Deploy.Tests;

/// <summary>What an operator has to make by hand stands in deploy/docs/production.md, all of it.</summary>
public class ProductionDocTests
{
    private static readonly string s_text = Repository.Text("deploy/docs/production.md");

    [Fact]
    public void Topics_AreAllInItsTable() => Assert.All(Code.Topics, t => Assert.Matches($@"(?m)^\| [^|]*`{t}`", s_text));

    [Fact]
    public void Secrets_AreAllNamed()
    {
        var files = Repository.Files("components/production", "*.yaml").Concat(Repository.Files("deploy/kubernetes", "*.yaml")).Where(f => !f.Contains("/obj/", StringComparison.Ordinal));
        var secrets = files.SelectMany(f => Regex.Matches(File.ReadAllText(f), @"(?:secretKeyRef: \{ name: |-secret: )(userrep-[\w-]+)")).Select(m => m.Groups[1].Value).Distinct().ToArray();
        Assert.Equal(6, secrets.Length);
        Assert.All(secrets, s => Assert.Contains($"`{s}`", s_text, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_LeadSomewhere() =>
        Assert.All(Regex.Matches(s_text, @"\]\((?!https?:|#)([^)#]+)"), m => Assert.True(Path.Exists(Path.Combine(Repository.Root, "deploy/docs", m.Groups[1].Value)), m.Value));
}
