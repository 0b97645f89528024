using System.Text.Json;
using UserRep.Features.Schema;

namespace UserRep.Features.Tests.Schema;

public class FeatureSchemaTests
{
    private static readonly FeatureSchema s_good = new([7, 30], [new("a", 5), new("b", 3)], new Dictionary<string, double>(), 1, 14, [new("country", ["SE", "DE"]), new("plan", [], 4)], [], []);

    [Fact]
    public void Layout_Blocks_LieSideBySideInOrder()
    {
        Assert.Equal(
            [
                ("a.7d", 0, 5), ("a.30d", 5, 5), ("b.7d", 10, 3), ("b.30d", 13, 3), ("onboarding.a", 16, 5), ("onboarding.b", 21, 3),
                ("static.country", 24, 3), ("static.plan", 27, 4), ("counts", 31, 10), ("flags", 41, 8),
            ],
            FeatureLayout.Of(s_good).Blocks.Select(b => (b.Name, b.Offset, b.Width)));
        Assert.Equal(49, FeatureLayout.Of(s_good).Width);
    }

    [Fact]
    public void Schema_AsJson_ComesBack()
    {
        var schema = s_good with { Means = new float[49], Scales = Enumerable.Repeat(0.1f, 49).ToArray(), ActionWeights = new Dictionary<string, double> { ["skip"] = -0.5 } };
        var again = FeatureSchema.FromJson(schema.ToJson());
        Assert.Empty(again.Faults());
        Assert.Equal(schema.ToJson(), again.ToJson());
    }

    /// <summary>As bundles wrote it before modalities could be summed and days counted.</summary>
    [Fact]
    public void FromJson_WithoutPoolingAndRhythm_IsTheOlderLayout()
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(s_good.ToJson())!;
        Assert.True(node.AsObject().Remove("rhythmDays"));
        Assert.True(node.AsObject().Remove("timings"));
        Assert.All(node["modalities"]!.AsArray(), m => Assert.True(m!.AsObject().Remove("pooling")));
        var schema = FeatureSchema.FromJson(System.Text.Encoding.UTF8.GetBytes(node.ToJsonString()));
        Assert.Empty(schema.Faults());
        Assert.Equal(FeatureLayout.Of(s_good).Blocks, FeatureLayout.Of(schema).Blocks);
    }

    [Fact]
    public void Layout_SummedModalitiesAndRhythm_StandBeforeTheFlags()
    {
        var layout = FeatureLayout.Of(s_good with { Modalities = [new("a", 5), new("b", 3, Pooling.LogSum)], RhythmDays = 28 });
        Assert.Equal([("counts", 31, 10), ("b.recency", 41, 3), ("rhythm", 44, 28), ("flags", 72, 8)], layout.Blocks.TakeLast(4).Select(b => (b.Name, b.Offset, b.Width)));
    }

    [Fact]
    public void Layout_Timings_EachHaveABlockAfterTheCounts()
    {
        var schema = s_good with { Timings = [new(TimingKind.MeanGap, [1, 2, 9]), new(TimingKind.SignUp, [])] };
        Assert.Equal([("counts", 31, 10), ("timing.meanGap", 41, 3), ("timing.signUp", 44, 1), ("flags", 45, 8)], FeatureLayout.Of(schema).Blocks.TakeLast(4).Select(b => (b.Name, b.Offset, b.Width)));
        Assert.Equal(schema.ToJson(), FeatureSchema.FromJson(schema.ToJson()).ToJson());
    }

    public static TheoryData<string, int> Json => new()
    {
        { "{}", 4 },
        { """{"windowsDays":null,"modalities":null,"halfLifeDays":1}""", 3 },
        { With("windowsDays", "[]"), 1 },
        { With("windowsDays", "[30,7]"), 1 },
        { With("windowsDays", "[7,7]"), 1 },
        { With("windowsDays", "[0,7]"), 1 },
        { With("windowsDays", "[3651]"), 1 },
        { With("modalities", "[]"), 1 },
        { With("modalities", "[null]"), 1 },
        { With("modalities", """[{"name":"","dimension":5}]"""), 1 },
        { With("modalities", """[{"name":"a","dimension":0}]"""), 1 },
        { With("modalities", """[{"name":"a","dimension":4097}]"""), 1 },
        { With("modalities", "[" + string.Join(',', Enumerable.Repeat("""{"name":"a","dimension":1}""", 9)) + "]"), 1 },
        { With("rhythmDays", "-1"), 1 },
        { With("rhythmDays", "367"), 1 },
        { With("timings", "null"), 1 },
        { With("timings", "[null]"), 1 },
        { With("timings", """[{"kind":"MeanGap"}]"""), 1 },
        { With("timings", """[{"kind":"MeanGap","knots":[2,1]}]"""), 1 },
        { With("timings", """[{"kind":"MeanGap","knots":[1,1]}]"""), 1 },
        { With("timings", """[{"kind":"MeanGap","knots":[]},{"kind":"MeanGap","knots":[]}]"""), 1 },
        { With("halfLifeDays", "0"), 1 },
        { With("halfLifeDays", "-1"), 1 },
        { With("actionWeights", "null"), 1 },
        { With("means", "null"), 1 },
        { With("means", "[1]"), 1 },
        { With("scales", "[1]"), 1 },
        { With("attributes", "null"), 1 },
        { With("attributes", "[null]"), 1 },
        { With("attributes", """[{"name":"country"}]"""), 1 },
        { With("attributes", """[{"values":["SE"]}]"""), 1 },
        { With("attributes", """[{"name":"plan","values":[],"buckets":-1}]"""), 1 },
        { With("attributes", """[{"name":"plan","values":[],"buckets":2147483647}]"""), 1 },
    };

    [Theory]
    [MemberData(nameof(Json))]
    public void Faults_OfABadSchema_AreNamed(string json, int faults) => Assert.Equal(faults, FeatureSchema.FromJson(System.Text.Encoding.UTF8.GetBytes(json)).Faults().Count);

    [Fact]
    public void Faults_ValuesThatAreNotFinite_AreNamed() =>
        Assert.Single((s_good with { Means = [.. Enumerable.Repeat(float.NaN, 49)], Scales = new float[49] }).Faults());

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"windowsDays\":7}")]
    public void FromJson_NoSchema_IsAJsonFault(string json) => Assert.Throws<JsonException>(() => FeatureSchema.FromJson(System.Text.Encoding.UTF8.GetBytes(json)));

    private static string With(string member, string value)
    {
        var schema = System.Text.Json.Nodes.JsonNode.Parse(s_good.ToJson())!;
        schema[member] = System.Text.Json.Nodes.JsonNode.Parse(value);
        return schema.ToJsonString();
    }
}
