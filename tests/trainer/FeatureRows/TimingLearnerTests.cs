using UserRep.Contracts.Events;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Tests.Training;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.FeatureRows;

public sealed class TimingLearnerTests
{
    private static readonly TrainingOptions s_options = new() { WindowsDays = [7, 30], TimingStretches = 8 };

    private static readonly int s_first = UnixDay.Of(ListSource.Start);

    [Fact]
    public void Learn_AnOldLog_CutsEachLengthOfTimeAtItsQuantiles()
    {
        var timings = TimingLearner.Learn(Log(), s_first + 100, s_options);
        Assert.Equal([TimingKind.LastActivity, TimingKind.FirstActivity, TimingKind.LastGap, TimingKind.MeanGap, TimingKind.LongestGap], timings.Select(t => t.Kind));
        Assert.All(timings, t => Assert.True(t.Knots.Count <= 9 && t.Knots.SequenceEqual(t.Knots.Distinct().Order())));
        // Everybody began on day 0, and was seen on day 100 at the latest.
        Assert.InRange(timings[1].Knots[^1], 90, 100);
        // They act every fourth day for 60 days: gaps are 4 days, or there is none yet.
        Assert.Equal([0, 4], timings[2].Knots);
        Assert.Equal([0, 4], timings[4].Knots);
    }

    [Fact]
    public void Learn_WhereAProfileHasASignUpDate_KnowsTimeSinceThen() =>
        Assert.Contains(TimingLearner.Learn(Log(ListSource.Tell("u1", "signedUpOn", "2024-10-01", 0)), s_first + 100, s_options), t => t.Kind == TimingKind.SignUp);

    /// <summary>In a young log the time since one's beginning is the time since the log's.</summary>
    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 5)]
    public void Learn_ALogShorterThanTwiceTheLongestWindow_HasNone(int lastDay, int timings) =>
        Assert.Equal(timings, TimingLearner.Learn(Log(), s_first + lastDay, s_options).Count);

    [Fact]
    public void Learn_WithoutStretches_HasNone() => Assert.Empty(TimingLearner.Learn(Log(), s_first + 100, s_options with { TimingStretches = 0 }));

    private static EventLog Log(params SourceEvent[] more) =>
        EventLogReader.Read(new ListSource([.. from u in Enumerable.Range(0, 50) from d in Enumerable.Range(0, 16) select ListSource.Play($"u{u}", "i", d * 4 + 0.5), .. more]).Events(), DateTimeOffset.MaxValue, _ => { }, CancellationToken.None);
}
