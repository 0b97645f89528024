using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Plots;

namespace UserRep.Trainer.Training;

internal static class LossPlot
{
    public static void Write(string path, string title, IReadOnlyList<EpochLog> epochs) => File.WriteAllText(path,
        new LineChart(title, "epoch", "loss", [Series("training rows, with noise", e => e.Loss, epochs), Series("held-out rows, with noise", e => e.HeldOutLoss, epochs)]) { WholeX = true }.ToSvg());

    private static ChartSeries Series(string name, Func<EpochLog, double> loss, IReadOnlyList<EpochLog> epochs) =>
        new(name, [.. epochs.Select(e => ((double)e.Epoch, loss(e)))]);
}
