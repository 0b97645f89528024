using UserRep.Contracts.TrainingSets;
using UserRep.VersionRouter.Models;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Models;

public class StampCheckTests
{
    [Fact]
    public void Faults_OfTheRegisteredBundle_AreNone() => Assert.Empty(StampCheck.Faults(Stamp(1), Version(1)));

    public static TheoryData<string, TrainingSetStamp> Others => new()
    {
        { "encoderVersion", Signed(Stamp(1) with { EncoderVersion = "representation@v2" }) },
        { "bundleSha256", Signed(Stamp(1) with { BundleSha256 = new string('1', 64) }) },
        { "embeddingSpaceId", Signed(Stamp(1) with { EmbeddingSpaceId = "space-2" }) },
        { "dimension", Signed(Stamp(1) with { Dimension = 4 }) },
        { "metric", Signed(Stamp(1) with { Metric = "dot" }) },
        { "rows", Signed(Stamp(1) with { Rows = 0 }) },
        { "signature", Stamp(1) with { Rows = 8 } },
        { "signature", Stamp(1) with { Simulated = false } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Faults_OfAnotherOrAlteredSet_NameWhatDiffers(string what, TrainingSetStamp stamp) =>
        Assert.StartsWith(what, Assert.Single(StampCheck.Faults(stamp, Version(1))), StringComparison.Ordinal);

    [Fact]
    public void Faults_Several_AreToldAtOnce() => Assert.Equal(2, StampCheck.Faults(Signed(Stamp(2) with { BundleSha256 = new string('0', 64) }), Version(1)).Count);
}
