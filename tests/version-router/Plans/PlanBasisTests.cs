using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Plans;
using UserRep.VersionRouter.Registry;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Plans;

public class PlanBasisTests
{
    private static readonly RegistryDocument s_registry = new(3, [Version(1), Version(2, VersionState.Ready), Version(3, VersionState.Ready)], [Model("a", 1), Model("b", null)]);

    [Fact]
    public void Basis_WhatThePlanDoesNotDependOn_IsTheSame()
    {
        var same = s_registry.With(Version(3, VersionState.Retired)).With(Model("c", 3)).With(Model("a", 1) with { AllowedAppIds = ["other"] });

        Assert.Equal(Of(s_registry), Of(same));
    }

    [Fact]
    public void Basis_WhatItDependsOn_IsAnother()
    {
        RegistryDocument[] others =
        [
            s_registry.With(Version(2, VersionState.Serving)), s_registry.With(Version(1, VersionState.Draining)), s_registry.With(Model("a", 1, 2)),
            s_registry.With(Model("a", 1) with { Heads = [new ModelHead("representation@v2", "by-hand", Then)] }), s_registry.With(Model("b", 1)), s_registry.Without(s_registry.Model("a")!),
            s_registry.With(Model("a", 1) with { Canaries = [new Canary("representation@v3", 5)] }), s_registry.With(Model("a", 1) with { Shadow = "representation@v3" }),
            s_registry.With(Model("b", null) with { Canaries = [new Canary("representation@v2", 5)] }), s_registry.With(Model("b", null) with { Shadow = "representation@v2" }),
            s_registry.With(Model("a", 1) with { AcceptsAdapted = true }), s_registry.With(Version(1) with { AdapterId = "x" }),
        ];

        Assert.Equal(others.Length + 1, others.Append(s_registry).Select(Of).Distinct().Count());
    }

    private static string Of(RegistryDocument registry) => PlanBasis.Of(registry, "a", "representation@v2", "representation@v1");
}
