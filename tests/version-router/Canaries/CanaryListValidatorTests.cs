using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Canaries;

namespace UserRep.VersionRouter.Tests.Canaries;

public class CanaryListValidatorTests
{
    public static TheoryData<Canary[]?, int> Lists => new()
    {
        { null, 1 },
        { [], 0 },
        { [new("v2", 5)], 0 },
        { [new("representation@v2", 50), new("v3", 50)], 0 },
        { [new("v2", 0)], 1 },
        { [new("v2", -1)], 1 },
        { [new("v2", 100.5)], 2 },
        { [new("v2", double.NaN)], 2 },
        { [new("v2", 60), new("v3", 60)], 1 },
        { [new("v2", 5), new("representation@v2", 5)], 1 },
        { [new("newest", 5), new("", -5), new(null!, 5)], 4 },
        { [null!], 1 },
        { [.. Enumerable.Range(1, 11).Select(i => new Canary($"v{i}", 1))], 1 },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Canaries_Faults_AreToldAllAtOnce(Canary[]? canaries, int faults)
    {
        var result = new CanaryListValidator().Validate(new CanaryList(canaries));
        Assert.True(faults == result.Errors.Count, string.Join("\n", result.Errors.Select(e => e.ErrorMessage)));
    }
}
