using UserRep.Contracts.Reads;
using UserRep.VersionRouter.Items;
using UserRep.VersionRouter.Neighbours;

namespace UserRep.VersionRouter.Tests.Items;

public class ItemRequestValidatorTests
{
    public static TheoryData<ItemsRequest, string> BadItems => new()
    {
        { new(null), "ItemIds" },
        { new([]), "ItemIds" },
        { new(["i", "i"]), "ItemIds" },
        { new(["i", " "]), "ItemIds" },
        { new([new string('i', 257)]), "ItemIds" },
        { new([.. Enumerable.Range(0, 1001).Select(i => $"i{i}")]), "ItemIds" },
        { new(["i"], []), "UserIds" },
        { new(["i"], [.. Enumerable.Range(0, 1001).Select(i => $"u{i}")]), "UserIds" },
        { new(["i"], Space: " "), "Space" },
        { new(["i"], Accepts: []), "Accepts" },
        { new(["i"], Accepts: ["newest"]), "Accepts[0]" },
    };

    [Theory]
    [MemberData(nameof(BadItems))]
    public void Items_OutOfBounds_AreRefused(ItemsRequest request, string field) =>
        Assert.Equal([field], new ItemsRequestValidator().Validate(request).Errors.Select(e => e.PropertyName).Distinct());

    [Fact]
    public void Items_WithinBounds_AreTaken() =>
        Assert.True(new ItemsRequestValidator().Validate(new ItemsRequest([.. Enumerable.Range(0, 1000).Select(i => $"i{i}")], ["u"], "content", ["v1"])).IsValid);

    public static TheoryData<NeighboursRequest, string> BadNeighbours => new()
    {
        { new(), "UserId" },
        { new("u", Vector: [1]), "UserId" },
        { new(" "), "UserId" },
        { new(new string('u', 257)), "UserId" },
        { new("u", K: 0), "K" },
        { new("u", K: 101), "K" },
        { new(Vector: []), "Vector" },
        { new(Vector: [float.NaN]), "Vector" },
        { new(Vector: [1, float.PositiveInfinity]), "Vector" },
        { new(Vector: new float[4097]), "Vector" },
        { new("u", Of: "Users"), "Of" },
        { new("u", Space: "content"), "Space" },
        { new("u", Of: "items", Space: ""), "Space" },
        { new("u", Accepts: ["x"]), "Accepts[0]" },
    };

    [Theory]
    [MemberData(nameof(BadNeighbours))]
    public void Neighbours_OutOfBounds_AreRefused(NeighboursRequest request, string field) =>
        Assert.Equal([field], new NeighboursRequestValidator().Validate(request).Errors.Select(e => e.PropertyName).Distinct());

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(100, "users", null)]
    [InlineData(5, "items", "content")]
    public void Neighbours_WithinBounds_AreTaken(int k, string? of, string? space)
    {
        Assert.True(new NeighboursRequestValidator().Validate(new NeighboursRequest("u", k, null, of, space, ["v1"])).IsValid);
        Assert.True(new NeighboursRequestValidator().Validate(new NeighboursRequest(null, k, [0, 1], of, space)).IsValid);
    }

    [Fact]
    public void Neighbours_AllWrong_AreReportedAtOnce() =>
        Assert.Equal(["Accepts", "K", "Of", "Space", "UserId", "Vector"],
            new NeighboursRequestValidator().Validate(new NeighboursRequest("u", 0, [], "all", "x", [])).Errors.Select(e => e.PropertyName).Distinct().Order());
}
