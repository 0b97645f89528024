namespace UserRep.Adapters;

/// <summary>A head trained on true vectors, asked about persons held out: once from their true vectors, once from adapted ones.</summary>
/// <param name="Metric">Higher is better.</param>
/// <param name="Loss">True minus adapted; the interval is 95%, of a bootstrap over persons.</param>
public sealed record AdapterTaskLoss(string Task, string Metric, double True, double Adapted, double Loss, double LossLow, double LossHigh);
