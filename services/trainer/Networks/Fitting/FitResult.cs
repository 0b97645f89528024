namespace UserRep.Trainer.Networks.Fitting;

/// <param name="Fault">Null if the fit succeeded.</param>
internal sealed record FitResult(double HeldOutLoss, IReadOnlyList<EpochLog> Epochs, string? Fault = null);
