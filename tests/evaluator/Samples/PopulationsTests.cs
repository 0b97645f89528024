using UserRep.Evaluator.Samples;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tests.Samples;

public sealed class PopulationsTests
{
    private const int Days = 60;

    // Two accounts to a person; everybody starts in the first weeks, tells of themselves first, and plays every third day.
    private static readonly MadeUpSource s_source = new(Enumerable.Range(0, 200).SelectMany(u => Life($"p{u / 2}.{u % 2}", u % 50 * 1.1)));

    private readonly EvaluationData _data = s_source.Data();

    private static IEnumerable<SourceEvent> Life(string user, double begin) =>
    [
        MadeUpSource.Tell(user, "country", "SE", begin), MadeUpSource.Pick(user, begin + 0.01, "i1", "i2"),
        .. Enumerable.Range(0, 30).Select(i => begin + 0.02 + i * 3).Where(d => d < Days).Select(d => MadeUpSource.Play(user, $"i{(int)d % 5}", d)),
    ];

    [Fact]
    public void Known_TestAndTraining_DifferInPersonsAndTime()
    {
        Cut[] cuts = [new(MadeUpSource.At(20), false), new(MadeUpSource.At(25), false), new(MadeUpSource.At(45), true)];
        var known = Populations.Known(_data, cuts, 7, 1_000);
        var (train, test) = (Persons(known, isTest: false), Persons(known, isTest: true));
        Assert.NotEmpty(train);
        Assert.NotEmpty(test);
        Assert.Empty(train.Intersect(test));
        Assert.All(known.Samples, s => Assert.Equal(cuts[s.Cut].At, s.At));
        Assert.All(known.Samples, s => Assert.Equal(cuts[s.Cut].IsTest, _data.IsTestUser[s.User]));
        AssertKnowsNothingLater(known);
    }

    [Fact]
    public void Known_UsersSilentForTheLongestWindow_AreLeftOut()
    {
        var source = new MadeUpSource(MadeUpSource.Play("a", "i", 12.9), MadeUpSource.Play("b", "i", 13), MadeUpSource.Play("c", "i", 20), MadeUpSource.Tell("d", "country", "SE", 19));
        var known = Populations.Known(source.Data(testShare: 0), [new(MadeUpSource.At(20), false)], 7, 100);
        Assert.Equal(["b"], known.Samples.Select(s => source.Log().Users[s.User]));
    }

    [Fact]
    public void Known_MoreThanTheMost_AreTakenByHashAtTrainingCutsOnly()
    {
        Cut[] cuts = [new(MadeUpSource.At(20), false), new(MadeUpSource.At(45), true)];
        var (all, few) = (Populations.Known(_data, cuts, 7, 1_000), Populations.Known(_data, cuts, 7, 10));
        Assert.Equal(10, few.Samples.Count(s => s.Cut == 0));
        Assert.Equal(all.Samples.Where(s => s.Cut == 1), few.Samples.Where(s => s.Cut == 1));
        Assert.Subset(all.Samples.ToHashSet(), few.Samples.ToHashSet());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(24)]
    public void Starting_NewUsers_AreOnOneSideAndTheirQuestionEnds(int hours)
    {
        var cutOff = MadeUpSource.Start.AddDays(35);
        var starting = Populations.Starting(_data, cutOff, TimeSpan.FromHours(hours), questionDays: 7, maxTrain: 1_000);
        var (train, test) = (starting.Samples.Where(s => s.Cut == 0).ToArray(), starting.Samples.Where(s => s.Cut == 1).ToArray());
        Assert.NotEmpty(train);
        Assert.NotEmpty(test);
        Assert.Empty(Persons(starting, isTest: false).Intersect(Persons(starting, isTest: true)));
        var week = EvaluationData.Days(7);
        Assert.All(train, s => Assert.True(!_data.IsTestUser[s.User] && s.At + week <= cutOff.ToUnixTimeMilliseconds()));
        Assert.All(test, s => Assert.True(_data.IsTestUser[s.User] && s.At + week <= _data.End && First(s) >= cutOff.ToUnixTimeMilliseconds()));
        // Who acts in the data's first week may have been there before.
        Assert.All(starting.Samples, s => Assert.True(First(s) >= MadeUpSource.At(7.02) && s.At == First(s) + hours * 3_600_000L));
        AssertKnowsNothingLater(starting);
        // From the start on the first interaction itself is known, at the start only what users told.
        Assert.All(starting.Samples, s => Assert.Equal(hours == 0 ? 2 : 3, s.Events));
    }

    private long First(Sample sample)
    {
        foreach (ref readonly var e in _data.Log.Of(sample.User))
        {
            if (e.Item >= 0)
                return e.At;
        }
        throw new InvalidOperationException("a sample of a user who never acts");
    }

    private void AssertKnowsNothingLater(Population population) => Assert.All(population.Samples, s =>
    {
        var events = _data.Log.Of(s.User);
        for (var i = 0; i < events.Length; i++)
            Assert.Equal(i < s.Events, events[i].At < s.At);
    });

    private HashSet<string> Persons(Population population, bool isTest) =>
        [.. population.Samples.Where(s => population.Cuts[s.Cut].IsTest == isTest).Select(s => _data.Persons[s.User])];
}
