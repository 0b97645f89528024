using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Models;

namespace UserRep.VersionRouter.Tests.Models;

public class ModelTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("demo-ranker", true)]
    [InlineData("9.x_y-z", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData(".a", false)]
    [InlineData("_a", false)]
    [InlineData("Demo", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("é", false)]
    [InlineData("a\n", false)]
    public void Name_Characters_AreChecked(string name, bool valid) => Assert.Equal(valid, ModelName.IsValid(name));

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Name_Length_IsBounded(int length, bool valid) => Assert.Equal(valid, ModelName.IsValid(new string('a', length)));

    public static TheoryData<string?, string[]?, bool> Registrations => new()
    {
        { "representation@v1", null, true },
        { "v1", ["a", "app-2"], true },
        { null, null, false },
        { "", null, false },
        { "v0", null, false },
        { "v1", [], false },
        { "v1", ["A"], false },
        { "v1", ["-a"], false },
        { "v1", [""], false },
        { "v1", [null!], false },
        { "v1", ["a\n"], false },
        { "v1", [new string('a', 63)], true },
        { "v1", [new string('a', 64)], false },
        { "v1", [.. Enumerable.Range(0, 100).Select(i => $"a{i}")], true },
        { "v1", [.. Enumerable.Range(0, 101).Select(i => $"a{i}")], false },
    };

    [Theory]
    [MemberData(nameof(Registrations))]
    public void Registration_VersionAndAppIds_AreChecked(string? version, string[]? allowed, bool valid) =>
        Assert.Equal(valid, new ModelRegistrationValidator().Validate(new ModelRegistration(version, allowed)).IsValid);
}
