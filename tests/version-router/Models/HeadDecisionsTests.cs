using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Registry;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Models;

public class HeadDecisionsTests
{
    private const string V1 = "representation@v1";
    private const string V2 = "representation@v2";
    private static readonly Requester s_owner = new("caller", false);
    private static readonly Requester s_stranger = new("stranger", false);
    private static readonly Requester s_operator = new("operator", true);
    private static readonly RegistryDocument s_two = new(0, [Version(1, VersionState.Ready), Version(2, VersionState.Registered), Version(3, VersionState.Retired)], []);

    [Fact]
    public void Give_FirstHeadWithAStamp_IsProvenAndSetsThePin()
    {
        var given = HeadDecisions.Give(s_two, new HeadOffer("m", null, Stamp(1), null), s_owner, Then).Value!;

        Assert.Equal((V1, null, new ModelHead(V1, Stamp(1).Signature, Then)), (given.Result.Pin, given.Result.PreviousPin, given.Result.Heads.Single()));
        Assert.Equal(["caller"], given.Result.AllowedAppIds);
        Assert.Equal(VersionState.Serving, given.Document!.Version(V1)!.State);
    }

    [Fact]
    public void Give_AHeadForAVersionNotReady_IsTakenButMovesNoPin()
    {
        var registry = Given(s_two, new HeadOffer("m", V1, null, null));

        var model = Given(registry, new HeadOffer("m", V2, Stamp(2), null)).Model("m")!;

        Assert.Equal((V1, 2), (model.Pin, model.Heads.Count));
        Assert.Equal([ModelHead.ByHand, Stamp(2).Signature], model.Heads.Select(h => h.Proof));
    }

    [Fact]
    public void Give_AProofLater_ReplacesTheWordAndNeverTheOtherWayRound()
    {
        var registry = Given(s_two, new HeadOffer("m", V1, null, null));
        registry = Given(registry, new HeadOffer("m", V1, Stamp(1), null));
        Assert.Equal(Stamp(1).Signature, registry.Model("m")!.Heads.Single().Proof);

        Assert.Null(HeadDecisions.Give(registry, new HeadOffer("m", V1, null, null), s_owner, Then).Value!.Document);
    }

    [Theory]
    [InlineData("m", V2, "VERSION_NOT_READY")]
    [InlineData("m", "representation@v3", "VERSION_RETIRED")]
    [InlineData("m", "representation@v9", "VERSION_NOT_FOUND")]
    public void Give_AVersionThatCantBe_IsRefused(string model, string version, string code) =>
        Assert.Equal(code, HeadDecisions.Give(s_two, new HeadOffer(model, version, null, null), s_owner, Then).Problem!.Code);

    [Fact]
    public void Give_AStampOfAnotherBundle_IsRefused() =>
        Assert.Equal("STAMP_REFUSED", HeadDecisions.Give(s_two, new HeadOffer("m", V1, Stamp(2), null), s_owner, Then).Problem!.Code);

    [Fact]
    public void Change_OfAnothersModel_IsForbiddenToAllButOperators()
    {
        var registry = Given(s_two, new HeadOffer("m", V1, null, null));

        Assert.Equal("NOT_ALLOWED", HeadDecisions.Give(registry, new HeadOffer("m", V1, Stamp(1), null), s_stranger, Then).Problem!.Code);
        Assert.Equal("NOT_ALLOWED", HeadDecisions.Take(registry, "m", V1, s_stranger).Problem!.Code);
        Assert.Equal("NOT_ALLOWED", HeadDecisions.Remove(registry, "m", s_stranger, Then).Problem!.Code);
        Assert.True(HeadDecisions.Give(registry, new HeadOffer("m", V1, Stamp(1), ["other"]), s_operator, Then).Ok);
    }

    [Fact]
    public void Take_ThePinnedHead_IsRefusedAndAnyOtherGoes()
    {
        var registry = Given(Given(s_two, new HeadOffer("m", V1, null, null)), new HeadOffer("m", V2, null, null));

        Assert.Equal("HEAD_PINNED", HeadDecisions.Take(registry, "m", V1, s_owner).Problem!.Code);
        Assert.Equal([V1], HeadDecisions.Take(registry, "m", V2, s_owner).Value!.Result.Heads.Select(h => h.EncoderVersion));
    }

    [Fact]
    public void Take_TheHeadOfThePreviousPin_LeavesNothingToGoBackTo()
    {
        var registry = s_two.With(Model("m", 1, 2) with { Heads = [new ModelHead(V1, "p", Then), new ModelHead(V2, "p", Then)] });

        Assert.Null(HeadDecisions.Take(registry, "m", V2, s_owner).Value!.Result.PreviousPin);
    }

    [Fact]
    public void Remove_TheLastModelOfAVersion_DrainsIt()
    {
        var registry = Given(s_two, new HeadOffer("m", V1, null, null));

        var removed = HeadDecisions.Remove(registry, "m", s_owner, Then).Value!.Document!;

        Assert.Empty(removed.Models);
        Assert.Equal(VersionState.Draining, removed.Version(V1)!.State);
    }

    private static RegistryDocument Given(RegistryDocument registry, HeadOffer offer) => HeadDecisions.Give(registry, offer, s_owner, Then).Value!.Document!;
}
