using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Reads;

public class AssignerTests
{
    private static readonly RegistryDocument s_registry = new(7,
        [Version(1, VersionState.Draining), Version(2), Version(3, VersionState.Ready), Version(4, VersionState.Retired)],
        [Model("plain", 2), Model("moved", 2, 1), Model("moved-long-ago", 2, 4), Model("unpinned", null), Model("shared", 2, null, "a", "b"),
        Model("tried", 2, 1) with { Canaries = [new Canary("representation@v3", 20), new Canary("representation@v1", 10)] }]);

    [Theory]
    [InlineData("plain", null, "representation@v2")]
    [InlineData("plain", "representation@v2", "representation@v2")]
    [InlineData("plain", "v2", "representation@v2")]
    [InlineData("plain", "v3,v2,v1", "representation@v2")]
    // The previous pin counts only where the caller says so, and only while it is warm.
    [InlineData("moved", null, "representation@v2")]
    [InlineData("moved", "v1", "representation@v1", Assignments.PreviousPin)]
    // Versions that nobody knows are heads that are of no use here.
    [InlineData("moved", "v77,v1", "representation@v1", Assignments.PreviousPin)]
    [InlineData("plain", "v77,v2", "representation@v2")]
    [InlineData("moved", "v1,v2", "representation@v2")]
    public void Assign_PinOrAcceptedPreviousPin_IsServed(string model, string? accepts, string version, string why = Assignments.Pin)
    {
        var assigned = Assign(model, accepts, "caller");
        Assert.True(assigned.Ok);
        Assert.Equal((version, why), (assigned.Value.Version.Version, assigned.Value.Assignment));
    }

    [Theory]
    [InlineData("plain", "v1", "caller", 409, "PIN_MISMATCH")]
    [InlineData("plain", "v3", "caller", 409, "PIN_MISMATCH")]
    [InlineData("plain", "v99", "caller", 409, "PIN_MISMATCH")]
    [InlineData("moved", "v3", "caller", 409, "PIN_MISMATCH")]
    [InlineData("moved-long-ago", "v4", "caller", 409, "PIN_MISMATCH")]
    [InlineData("unpinned", null, "caller", 409, "MODEL_NOT_PINNED")]
    [InlineData("nobody", null, "caller", 404, "MODEL_NOT_FOUND")]
    [InlineData("plain", null, null, 403, "NO_CALLER")]
    [InlineData("plain", null, "stranger", 403, "NOT_ALLOWED")]
    [InlineData("plain", null, "Caller", 403, "NOT_ALLOWED")]
    [InlineData("shared", null, "caller", 403, "NOT_ALLOWED")]
    [InlineData("shared", null, "a,b", 403, "NOT_ALLOWED")]
    public void Assign_AnythingElse_IsAProblem(string model, string? accepts, string? caller, int status, string code)
    {
        var assigned = Assign(model, accepts, caller);
        Assert.False(assigned.Ok);
        Assert.Equal((status, code), (assigned.Problem.Status, assigned.Problem.Code));
    }

    [Fact]
    public void Assign_BeforeTheRegistryWasRead_AsksToTryAgain() =>
        Assert.Equal((503, "STARTING"), Reader(null).Assign("plain", null, "caller").Problem is { } p ? (p.Status, p.Code) : default);

    [Fact]
    public void Assign_PinMismatch_NamesPinAndPreviousPin()
    {
        var facts = Assign("moved", "v3", "caller").Problem!.Facts;
        Assert.Equal(("representation@v2", "representation@v1"), (facts["pin"], facts["previousPin"]));
    }

    [Theory]
    [InlineData(null, "representation@v3,representation@v1")]
    [InlineData("v2,v3", "representation@v3,")]
    [InlineData("v2", ",")]
    // Whoever has no head for the pin yet may have one for a canary.
    [InlineData("v1,v3", "representation@v3,representation@v1")]
    // No canary alone: most users would have nothing.
    [InlineData("v2,v99", ",")]
    public void Assign_Canaries_AreServedWhereAccepted(string? accepts, string versions)
    {
        var assigned = Assign("tried", accepts, "caller");
        Assert.True(assigned.Ok);
        Assert.Equal(versions, string.Join(',', assigned.Value.Canaries.Select(c => c.Version?.Version)));
    }

    [Fact]
    public void Assign_OnlyACanaryAccepted_IsAPinMismatch() => Assert.Equal("PIN_MISMATCH", Assign("tried", "v3", "caller").Problem?.Code);

    [Fact]
    public void Assign_ACanaryThatIsNotKeptUp_IsNotServed()
    {
        var assigned = Reader(s_registry.With(Model("tried", 2) with { Canaries = [new Canary("representation@v4", 50)] })).Assign("tried", null, "caller");
        Assert.Null(Assert.Single(assigned.Value!.Canaries).Version);
    }

    private static Outcome<Assigned> Assign(string model, string? accepts, string? caller) => Reader(s_registry).Assign(model, accepts?.Split(','), caller);

    private static Assigner Reader(RegistryDocument? document)
    {
        var snapshot = new RegistrySnapshot();
        if (document is not null)
            snapshot.Offer(document);
        return new Assigner(snapshot);
    }
}
