using System.Globalization;
using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Training;

internal static class TrainingLog
{
    public static void Write(string path, IEnumerable<EpochLog> epochs) => File.WriteAllLines(path, epochs
        .Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Epoch},{e.Loss:G9},{e.HeldOutLoss:G9},{e.LearningRate:G6},{e.Seconds:F3}"))
        .Prepend("epoch,loss,held_out_loss,learning_rate,seconds"));
}
