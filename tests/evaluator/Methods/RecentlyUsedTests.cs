using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Tests.Methods;

public sealed class RecentlyUsedTests
{
    [Fact]
    public void RecentlyUsed_OverItsBound_ForgetsWhatWasUsedLongestAgo()
    {
        var recent = new RecentlyUsed(maxBytes: 2 * 4 * sizeof(float));
        var made = new List<string>();
        foreach (var key in (string[])["a", "b", "a", "c", "a", "b"])
            recent.Matrix(("matrix", key), () => Make(key));
        Assert.Equal(["a", "b", "c", "b"], made);

        Matrix Make(string key)
        {
            made.Add(key);
            return new Matrix(2, 2);
        }
    }
}
