using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Training;

public class FutureOptionsTests
{
    public static TheoryData<FutureOptions, string> Bad => new()
    {
        { new FutureOptions(Active: -1), "future.active" },
        { new FutureOptions(Groups: 101), "future.groups" },
        { new FutureOptions(Counts: double.NaN), "future.counts" },
        { new FutureOptions(Items: double.PositiveInfinity), "future.items" },
        { new FutureOptions(0, 0, 0, 0), "futureWeight to 0" },
        { new FutureOptions { HorizonsDays = [] }, "future.horizonsDays" },
        { new FutureOptions { HorizonsDays = [1, 2, 3, 4, 5] }, "future.horizonsDays" },
        { new FutureOptions { HorizonsDays = [28, 7] }, "future.horizonsDays" },
        { new FutureOptions { HorizonsDays = [7, 7] }, "future.horizonsDays" },
        { new FutureOptions { HorizonsDays = [0] }, "future.horizonsDays" },
        { new FutureOptions { HorizonsDays = [367] }, "future.horizonsDays" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Future_OutOfRange_IsNamed(FutureOptions future, string name) =>
        Assert.Contains(name, Assert.Single(TrainingOptionsValidator.Faults(new TrainingOptions { Future = future })));

    [Fact]
    public void Future_AtItsBounds_IsFine() =>
        Assert.Empty(TrainingOptionsValidator.Faults(new TrainingOptions { FutureWeight = 100, FutureHidden = 4096, Future = new FutureOptions(0, 0, 0, 100) { HorizonsDays = [1, 2, 3, 366] } }));

    [Fact]
    public void Future_SeveralFaults_AreToldAtOnce() =>
        Assert.Equal(3, TrainingOptionsValidator.Faults(new TrainingOptions { FutureWeight = -1, FutureHidden = 5000, Future = new FutureOptions { HorizonsDays = [400] } }).Count);
}
