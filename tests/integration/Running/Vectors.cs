namespace UserRep.Integration.Tests.Running;

internal static class Vectors
{
    /// <summary>The design's bound for fp32 on CPU.</summary>
    private const double MaxAbsoluteError = 1e-5;

    public static void AssertEqual(float[] expected, float[]? actual, string user)
    {
        Assert.True(actual is not null, $"{user} has no vector");
        Assert.Equal(expected.Length, actual.Length);
        var worst = expected.Zip(actual, (e, a) => Math.Abs(e - (double)a)).Max();
        Assert.True(worst <= MaxAbsoluteError, $"{user}: differs by {worst}");
    }
}
