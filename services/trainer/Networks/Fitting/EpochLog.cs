namespace UserRep.Trainer.Networks.Fitting;

/// <summary>One line of the training log.</summary>
internal sealed record EpochLog(int Epoch, double Loss, double HeldOutLoss, double LearningRate, double Seconds);
