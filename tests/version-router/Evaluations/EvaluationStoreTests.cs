using UserRep.Tests.Shared;
using UserRep.VersionRouter.Evaluations;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Evaluations;

public abstract class EvaluationStoreTests(EtagBehaviour etags)
{
    private readonly EvaluationStore _store = new(new MemoryDapr(etags));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_TheSameDataAgain_TakesTheNewerPlace()
    {
        await _store.AddAsync("v", On("a", 0.7), Cancel);
        await _store.AddAsync("v", On("b", 0.8), Cancel);
        await _store.AddAsync("v", On("a", 0.9), Cancel);

        Assert.Equal([("a", 0.9), ("b", 0.8)], (await _store.OfAsync("v", Cancel)).Select(e => (e.DataFingerprint, e.Scores["t"].Mean)));
        Assert.Empty(await _store.OfAsync("other", Cancel));
    }

    [Fact]
    public void Of_APostedFile_KeepsTheBundlesOwnScores()
    {
        var posted = new PostedEvaluation(
            PostedEvaluationValidator.Format, new PostedBundle("representation@v1", new string('a', 64)), new PostedData("log", true, "f"), Then, null,
            [new PostedScore("t", "bundle", "auc", new PostedValue(0.8, 0.7, 0.9)), new PostedScore("t", "trees", "auc", new PostedValue(0.9, 0.8, 1))]);

        Assert.True(new PostedEvaluationValidator().Validate(posted).IsValid);
        Assert.Equal(new TaskScore("auc", 0.8, 0.7, 0.9), Assert.Single(VersionEvaluation.Of(posted).Scores).Value);
    }

    [Fact]
    public void Validate_EveryFault_IsToldAtOnce()
    {
        var result = new PostedEvaluationValidator().Validate(new PostedEvaluation("userrep-evaluation/9", new PostedBundle(null, "x"), null, Then, null, [new PostedScore(null, "m", "auc", null)]));

        Assert.Equal(4, result.Errors.Select(e => e.PropertyName).Distinct().Count());
    }

    private static VersionEvaluation On(string data, double mean) => new("hash", data, true, data, Then, new Dictionary<string, TaskScore> { ["t"] = new("auc", mean, mean, mean) });
}

public sealed class EvaluationStoreOnOpaqueEtagsTests() : EvaluationStoreTests(EtagBehaviour.Opaque);

public sealed class EvaluationStoreOnCountingEtagsTests() : EvaluationStoreTests(EtagBehaviour.Counting);
