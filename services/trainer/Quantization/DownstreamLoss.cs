namespace UserRep.Trainer.Quantization;

/// <summary>What one kind of downstream question loses: a logistic head fitted on fp32 vectors of training rows answers from fp32 and from int8 vectors of held-out persons.</summary>
/// <param name="Name">e.g. <c>active-7d</c>, <c>groups-28d</c>.</param>
/// <param name="Outputs">Yes-or-no questions with both answers among the held-out rows; the figures are means over these.</param>
/// <param name="Rows">Held-out rows whose answers are known.</param>
/// <param name="AucFp32">Area under the ROC curve.</param>
/// <param name="LogLossFp32">Mean cross-entropy in nats.</param>
public sealed record DownstreamLoss(string Name, int Outputs, int Rows, double AucFp32, double AucInt8, double LogLossFp32, double LogLossInt8);
