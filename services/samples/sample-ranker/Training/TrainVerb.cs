using UserRep.SampleRanker.Heads;

namespace UserRep.SampleRanker.Training;

/// <summary><c>--train SET</c>: trains the head for the encoder version that a training set was exported from, and puts it where the service looks.</summary>
internal static class TrainVerb
{
    private const int Done = 0;
    private const int CannotRun = 2;

    public static async Task<int> RunAsync(string set, IConfiguration configuration, TextWriter output, TextWriter error)
    {
        var options = SampleRankerOptions.Of(configuration);
        var label = configuration["label"] ?? HeadTrainer.DefaultLabel;
        try
        {
            var head = HeadTrainer.Train(await TrainingSet.ReadAsync(set, label), label);
            var place = HeadShelf.Put(options.HeadFolder, head);
            var about = head.Description;
            output.WriteLine(FormattableString.Invariant($"{place}: a head for {about.Stamp.EncoderVersion}, trained on {about.TrainedRows} rows{(about.Stamp.Simulated ? " of simulated data" : "")}"));
            output.WriteLine(about.Auc is { } auc ? FormattableString.Invariant($"AUC {auc:0.000} on {about.HeldOutRows} rows of other users") : "no AUC: the users held out are all alike");
            return Done;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"sample-ranker: {e.Message}");
            return CannotRun;
        }
    }
}
