namespace UserRep.Evaluator.Samples;

/// <summary>A moment at which users are looked at.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="IsTest">Reported; the others train the heads.</param>
internal sealed record Cut(long At, bool IsTest);
