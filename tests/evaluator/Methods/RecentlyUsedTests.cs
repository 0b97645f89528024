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

    [Fact]
    public void RecentlyUsed_WhatGoesAndWhatRemains_IsDisposedOfOnce()
    {
        var recent = new RecentlyUsed(maxBytes: 2);
        var values = Enumerable.Range(0, 3).Select(i => recent.GetOrAdd(i, () => new Counted(), _ => 1)).ToArray();
        Assert.Equal([1, 0, 0], values.Select(v => v.Disposals));
        recent.Dispose();
        recent.Dispose();
        Assert.Equal([1, 1, 1], values.Select(v => v.Disposals));
    }

    private sealed class Counted : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
