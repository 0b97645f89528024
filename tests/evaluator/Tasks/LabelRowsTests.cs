using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Evaluator.Tests.Samples;

namespace UserRep.Evaluator.Tests.Tasks;

public sealed class LabelRowsTests
{
    private readonly EvaluationData _data = new MadeUpSource(
        MadeUpSource.Play("u", "r", 1), MadeUpSource.Play("u", "r", 5), MadeUpSource.Play("u", "rj", 6), MadeUpSource.Play("u", "j", 7), MadeUpSource.Play("u", "j", 8), MadeUpSource.Play("u", "none", 30),
        MadeUpSource.Play("v", "r", 1), MadeUpSource.Play("v", "r", 2), MadeUpSource.Tell("v", "country", "SE", 6))
    {
        ItemCategories = new Dictionary<string, IReadOnlyList<string>> { ["r"] = ["rock"], ["rj"] = ["rock", "jazz"], ["j"] = ["jazz"] },
    }.Data();

    [Fact]
    public void Groups_AreTheCommonerFirst() => Assert.Equal(["rock", "jazz"], _data.Groups.Names);

    [Theory]
    [InlineData("u", 5, 6, new[] { 1f, 0 })]
    [InlineData("u", 6, 7, new[] { 1f, 1 })]
    // The end belongs to what comes after, the start doesn't.
    [InlineData("u", 7, 8, new[] { 0f, 1 })]
    [InlineData("u", 8.5, 30, new[] { float.NaN, float.NaN })]
    // Acts, on something that is of no group.
    [InlineData("u", 29, 31, new[] { 0f, 0 })]
    // To tell of oneself isn't to act.
    [InlineData("v", 3, 31, new[] { float.NaN, float.NaN })]
    public void Groups_UsedInASpan_AreTrueAndUnknownOfThoseWhoDoNothing(string user, double from, double to, float[] expected)
    {
        var labels = new float[2];
        LabelRows.Groups(_data, new Sample(User(user), 0, 0, 0), MadeUpSource.At(from), MadeUpSource.At(to), labels);
        Assert.Equal(expected, labels);
    }

    [Theory]
    [InlineData("u", 1, 6, "rock")]
    [InlineData("u", 5, 9, "jazz")]
    // One of each: the commoner of all.
    [InlineData("u", 5, 7.5, "rock")]
    [InlineData("u", 6, 7, "rock")]
    [InlineData("u", 9, 31, null)]
    [InlineData("v", 3, 31, null)]
    public void Favourite_OfASpan_IsTheGroupUsedMost(string user, double from, double to, string? expected)
    {
        var favourite = LabelRows.Favourite(_data, User(user), MadeUpSource.At(from), MadeUpSource.At(to));
        Assert.Equal(expected, favourite < 0 ? null : _data.Groups.Names[favourite]);
    }

    private int User(string id) => Array.IndexOf(_data.Log.Users, id);
}
