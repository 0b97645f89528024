using UserRep.Command.Versions;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Tests;

public class NextVersionTests
{
    [Fact]
    public async Task Next_WithoutRouter_FollowsTheFolder()
    {
        using var folder = Bundles(1, 3);
        var choice = await Choose(new VersionArguments(folder.Path, null, NextVersion.Nobody));
        Assert.Equal(new EncoderVersion(4), choice.Version);
        Assert.Contains("the next number in", choice.Source);
    }

    [Theory]
    [InlineData(7, 8)]
    [InlineData(2, 4)]
    public async Task Next_WithRouter_IsAfterBoth(int registered, int expected)
    {
        using var folder = Bundles(3);
        using var router = new FakeRouter(registered);
        var choice = await Choose(new VersionArguments(folder.Path, null, router.Url));
        Assert.Equal(new EncoderVersion(expected), choice.Version);
        Assert.Contains(router.Url, choice.Source);
    }

    [Fact]
    public async Task Number_ThatTheRouterHas_IsRefused()
    {
        using var folder = Bundles();
        using var router = new FakeRouter(5);
        var choice = await Choose(new VersionArguments(folder.Path, 5, router.Url));
        Assert.Null(choice.Version);
        Assert.Contains("registered with version-router", choice.Source);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("ftp://nowhere")]
    public async Task Router_NamedAndSilent_IsAFault(string url)
    {
        using var folder = Bundles();
        var choice = await Choose(new VersionArguments(folder.Path, null, url));
        Assert.Null(choice.Version);
        Assert.Contains(url, choice.Source);
    }

    private static Task<VersionChoice> Choose(VersionArguments arguments) => NextVersion.ChooseAsync(arguments, TestContext.Current.CancellationToken);

    private static TempFolder Bundles(params int[] numbers)
    {
        var folder = new TempFolder();
        foreach (var number in numbers)
            Directory.CreateDirectory(folder.File(new EncoderVersion(number).ToString()));
        return folder;
    }
}
