using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Versions;

public class RetirementTests
{
    private const string V1 = "representation@v1";
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(10);
    private static readonly RegistryDocument s_registry = new(0, [Version(1, VersionState.Draining), Version(2)], [Model("a", 2, 1), Model("b", 2)]);

    [Fact]
    public void Retire_APinnedVersion_IsRefusedAndNamesTheModels()
    {
        var problem = Retirement.Decide(s_registry, "representation@v2", [], s_grace, Then).Problem!;

        Assert.Equal("VERSION_IN_USE", problem.Code);
        Assert.Contains("a, b", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Retire_AVersionReadLately_IsRefusedAndSaysWhenAndByWhom()
    {
        var problem = Retirement.Decide(s_registry, V1, [new LastRead("b", Then.AddMinutes(-3)), new LastRead("a", Then.AddMinutes(-11))], s_grace, Then).Problem!;

        Assert.Contains("last read 3 min ago by b", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(["b"], Assert.IsType<IEnumerable<string>>(problem.Facts["models"], exactMatch: false));
    }

    [Fact]
    public void Retire_AfterTheGrace_TakesItFromEveryModelsWayBack()
    {
        var retired = Retirement.Decide(s_registry, V1, [new LastRead("a", Then.AddMinutes(-10))], s_grace, Then).Value!;

        Assert.Equal(VersionState.Retired, retired.Result.State);
        Assert.Null(retired.Document!.Model("a")!.PreviousPin);
        Assert.Null(Retirement.Decide(retired.Document, V1, [new LastRead("a", Then)], s_grace, Then).Value!.Document);
    }

    [Theory]
    [InlineData(30, "30 s")]
    [InlineData(180, "3 min")]
    [InlineData(7200, "2 h")]
    [InlineData(259_200, "3 days")]
    public void Ago_ALength_IsSaidAsAPersonWould(int seconds, string text) => Assert.Equal(text, Ago.Text(TimeSpan.FromSeconds(seconds)));
}
