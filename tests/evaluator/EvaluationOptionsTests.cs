namespace UserRep.Evaluator.Tests;

public sealed class EvaluationOptionsTests
{
    public static TheoryData<EvaluationOptions, string> Bad => new()
    {
        { new() { TrainCutCount = 0 }, "trainCutCount" },
        { new() { TestCutCount = 51 }, "testCutCount" },
        { new() { TestShare = double.NaN }, "testShare" },
        { new() { TestShare = 0.9 }, "testShare" },
        { new() { RecentDays = 0 }, "recentDays" },
        { new() { MaxUsersPerCut = 99 }, "maxUsersPerCut" },
        { new() { MaxTrainRows = 99 }, "maxTrainRows" },
        { new() { Draws = 19 }, "draws" },
        { new() { MinPositives = 0 }, "minPositives" },
        { new() { Threads = 65 }, "threads" },
        { new() { Seeds = [] }, "seeds" },
        { new() { Seeds = [1, 1] }, "seeds" },
        { new() { StaleDays = [] }, "staleDays" },
        { new() { StaleDays = [1, 7] }, "staleDays" },
        { new() { StaleDays = [0, 7, 1] }, "staleDays" },
        { new() { StaleDays = [0, 7, 7] }, "staleDays" },
        { new() { TrainCuts = [new(2024, 1, 1), new(2024, 3, 1)], TestCuts = [new(2024, 3, 1)] }, "2024-03-01 does not lie before 2024-03-01" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Options_OutOfRange_AreNamed(EvaluationOptions options, string name) => Assert.Contains(name, Assert.Single(EvaluationOptionsValidator.Faults(options)));

    [Fact]
    public void Options_OfDefaultsAndOfAQuickLook_AreFine()
    {
        Assert.Empty(EvaluationOptionsValidator.Faults(new()));
        Assert.Empty(EvaluationOptionsValidator.Faults(new EvaluationOptions().ForQuick()));
        Assert.Single(new EvaluationOptions().ForQuick().Seeds);
    }

    [Fact]
    public void Options_SeveralFaults_AreToldAtOnce() =>
        Assert.Equal(3, EvaluationOptionsValidator.Faults(new() { Draws = 1, Seeds = [], TestShare = 0 }).Count);
}
