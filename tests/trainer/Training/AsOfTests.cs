using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Features.Schema;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Training;

public sealed class AsOfTests(TrainedBundle trained) : IClassFixture<TrainedBundle>
{
    /// <summary>A user's last row is of the cut-off's own UTC day, as it would be served at that instant: at midnight of one on which nothing has happened yet.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(23, false)]
    public async Task LastRow_AtTheCutOff_IsOfItsOwnDay(int hour, bool isQuiet)
    {
        using var folder = new TempFolder();
        // The last row is then the only one.
        var options = TrainedBundle.Options with { Epochs = 1, RowsPerUser = 1 };
        var cutOff = trained.Source.End.AddDays(-2).AddHours(hour);
        Assert.Equal(hour, cutOff.Hour);
        var result = await BundleTrainer.TrainAsync(trained.Source, options, folder.Path, new EncoderVersion(1), cutOff, TimeProvider.System, null, TestContext.Current.CancellationToken);
        using var bundle = EncoderBundle.TryOpen(result.BundleFolder!, out var faults);
        Assert.Empty(faults);
        var rhythm = bundle!.Features.Layout.Blocks.Single(b => b.Kind == FeatureBlockKind.Rhythm).Offset;
        Assert.Equal(isQuiet, bundle.Schema.Means[rhythm] == 0);
        // The day before it, whole.
        Assert.True(bundle.Schema.Means[rhythm + 1] > 0);
    }
}
