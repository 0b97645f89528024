using UserRep.Evaluator.Cost;

namespace UserRep.Evaluator.Tests.Cost;

public sealed class CostOptionsTests
{
    [Fact]
    public void Options_ByDefault_HaveNoFault() => Assert.Empty(CostOptionsValidator.Faults(new CostOptions()));

    [Fact]
    public void Options_OutOfRange_AreAllTold()
    {
        var faults = CostOptionsValidator.Faults(new CostOptions
        {
            Models = [2, 1], PaperUsers = 0, CoalesceMilliseconds = -1, BatchRows = 257, Emissions = 9, Events = 99, Repetitions = 2, CpuMilliseconds = 0,
        });
        Assert.Equal(8, faults.Count);
        Assert.All(faults, f => Assert.Contains("must be", f));
    }
}
