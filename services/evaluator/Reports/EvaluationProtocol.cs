namespace UserRep.Evaluator.Reports;

/// <summary>What two evaluations must share for their numbers to be compared, the data aside.</summary>
/// <param name="TrainCuts">ISO dates at which the heads' training users are looked at.</param>
/// <param name="TestCuts">ISO dates at which the reported users are looked at.</param>
/// <param name="TestShare">Share of persons who are only ever tested.</param>
public sealed record EvaluationProtocol(
    IReadOnlyList<string> TrainCuts, IReadOnlyList<string> TestCuts, double TestShare, IReadOnlyList<int> Seeds, string Intervals);
