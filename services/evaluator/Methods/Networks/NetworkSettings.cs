using UserRep.Evaluator.Tasks;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Networks;

/// <summary>How the networks that answer tasks are trained: alike, whatever they read.</summary>
internal static class NetworkSettings
{
    private const string Dropout = "dropout";
    private const string Rate = "rate";

    // Steps in an epoch: tasks asked of few rows need small batches to get anywhere in so many epochs.
    private const int Steps = 100;

    /// <param name="widthName">What the model calls its width, and the widths searched, the default first.</param>
    public static IReadOnlyList<MethodSettings> Candidates(string widthName, params IReadOnlyList<double> widths) =>
        [.. from rate in (double[])[0.002, 0.0005] from dropout in (double[])[0.4, 0.1] from width in widths
            select new MethodSettings(new Dictionary<string, double> { [widthName] = width, [Dropout] = dropout, [Rate] = rate })];

    public static T For<T>(this T options, EvaluationTask task, int rows, MethodSettings settings, int seed, int threads) where T : ClassifierOptions => options with
    {
        Labels = task.LabelKind(), Dropout = settings[Dropout], LearningRate = settings[Rate], Seed = seed, Threads = threads,
        BatchSize = Math.Clamp(rows / Steps, 32, 256), Epochs = 60, Patience = 6,
    };
}
