using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.Tests.PubSub;

public sealed class AckRangesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Add_RandomRanges_EqualsASet(int seed)
    {
        var random = new Random(seed);
        var ranges = new AckRanges(0);
        var set = new HashSet<long>();
        for (var step = 0; step < 400; step++)
        {
            var start = random.Next(1, 300);
            var end = start + random.Next(4);
            ranges.Add(new IdRange(start, end));
            for (var id = start; id <= end; id++)
                set.Add(id);
            for (var id = 1; id < 310; id++)
                Assert.Equal(set.Contains(id), ranges.Contains(id));
            Assert.Equal(set.Max(), ranges.High);
            Assert.Equal(Enumerable.Range(1, 400).First(id => !set.Contains(id)) - 1, ranges.Low);
            Assert.All(ranges.Above.Zip(ranges.Above.Skip(1)), pair => Assert.True(pair.First.End + 1 < pair.Second.Start));
        }
    }
}
