using FsCheck;
using FsCheck.Fluent;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Tests.Reads;

public class CanaryDrawTests
{
    private const int Users = 20_000;

    private static readonly string[] s_names = ["representation@v1", "representation@v2", "representation@v3"];

    /// <summary>Shares of three canaries, adding up to at most 100.</summary>
    private static readonly Gen<double[]> s_shares =
        from a in Gen.Choose(0, 100)
        from b in Gen.Choose(0, 100 - a)
        from c in Gen.Choose(0, 100 - a - b)
        select new double[] { a, b, c };

    [Fact]
    public void Draw_AShareThatGrows_KeepsItsUsers() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from shares in s_shares from place in Gen.Choose(0, 2) from more in Gen.Choose(1, 100) select (shares, place, more)).ToArbitrary(), drawn =>
        {
            var (shares, place, more) = drawn;
            double[] grown = [.. shares];
            grown[place] += Math.Min(more, 100 - shares.Sum());
            var (before, after) = (Draw(shares), Draw(grown));
            return Some(2000).Where(u => before.Of(u) == place).All(u => after.Of(u) == place)
                // Whoever is moved went to the one that grew, or came from the rest.
                && Some(2000).Where(u => before.Of(u) != after.Of(u)).All(u => after.Of(u) == place || before.Of(u) == -1);
        }));

    [Fact]
    public void Draw_Shares_AreMetInTheMean() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll(s_shares.ToArbitrary(), shares =>
    {
        var draw = Draw(shares);
        var found = Some(Users).GroupBy(draw.Of).ToDictionary(g => g.Key, g => 100.0 * g.Count() / Users);
        // Five standard deviations of a share of 20,000 users are below 1.8%.
        return Enumerable.Range(0, shares.Length).All(i => Math.Abs(found.GetValueOrDefault(i) - shares[i]) < 1.8)
            && Enumerable.Range(0, shares.Length).All(i => shares[i] > 0 || !found.ContainsKey(i));
    }));

    [Theory]
    [InlineData(0, -1)]
    [InlineData(100, 0)]
    public void Draw_NoneOrAll_IsNoneOrAll(double share, int place) => Assert.All(Some(5000), u => Assert.Equal(place, Draw(share, 0, 0).Of(u)));

    [Fact]
    public void Draw_OfAnotherModel_IsUnrelated()
    {
        var (one, other) = (Draw(50, 0, 0), new CanaryDraw("another", [new AssignedCanary(s_names[0], 50, null)]));

        Assert.InRange(Some(Users).Count(u => one.Of(u) == other.Of(u)), (int)(Users * 0.48), (int)(Users * 0.52));
    }

    /// <summary>Users would move at an update if these changed.</summary>
    [Fact]
    public void Draw_OfTheseUsers_IsAsItHasAlwaysBeen() =>
        Assert.Equal("0-10-10-11011", string.Concat(Some(10).Select(u => Draw(30, 30, 0).Of(u))));

    private static IEnumerable<string> Some(int count) => Enumerable.Range(0, count).Select(i => $"user-{i}");

    private static CanaryDraw Draw(params double[] shares) => new("ranker-a", [.. shares.Select((s, i) => new AssignedCanary(s_names[i], s, null))]);
}
