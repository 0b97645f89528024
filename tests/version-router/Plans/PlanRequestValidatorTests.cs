using UserRep.Contracts.Plans;
using UserRep.VersionRouter.Plans;

namespace UserRep.VersionRouter.Tests.Plans;

public class PlanRequestValidatorTests
{
    public static TheoryData<PlanRequest, int> Requests => new()
    {
        { new(PlanKind.Migrate, "v2", "m"), 0 },
        { new(PlanKind.Migrate, "latest"), 2 },
        { new(PlanKind.Migrate, "v2", "m", 5, true), 2 },
        { new(PlanKind.Retire, "v2"), 0 },
        { new(PlanKind.Retire, "v2", "m"), 1 },
        { new(PlanKind.Canary, "v2", "m", 5), 0 },
        { new(PlanKind.Canary, "v2", "m", 0), 0 },
        { new(PlanKind.Canary, "v2", "m", End: true), 0 },
        { new(PlanKind.Canary, "v2", "m", 5, true), 1 },
        { new(PlanKind.Canary, "v2", "m"), 1 },
        { new(PlanKind.Canary, "v2", "m", -0.1), 1 },
        { new(PlanKind.Canary, "v2", "m", 100.1), 1 },
        { new(PlanKind.Canary, "v2", "m", double.NaN), 1 },
        { new(PlanKind.Canary, null, null, 101), 3 },
        { new(PlanKind.Shadow, "v2", "m"), 0 },
        { new(PlanKind.Shadow, null, "m", End: true), 0 },
        { new(PlanKind.Shadow, null, "m"), 1 },
        { new((PlanKind)99, "v2", "m"), 1 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Request_Faults_AreToldAllAtOnce(PlanRequest request, int faults)
    {
        var result = new PlanRequestValidator().Validate(request);
        Assert.True(faults == result.Errors.Count, string.Join("\n", result.Errors.Select(e => e.ErrorMessage)));
    }
}
