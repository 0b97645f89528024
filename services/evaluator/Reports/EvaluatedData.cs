namespace UserRep.Evaluator.Reports;

/// <param name="Fingerprint">Of all events read, in any order.</param>
public sealed record EvaluatedData(string Name, bool Simulated, string Fingerprint);
