using UserRep.Evaluator.Metrics;

namespace UserRep.Evaluator.Runs;

/// <summary>In what way neighbours may be alike.</summary>
/// <param name="Arises">Whether any of these rows has another that is like it, whatever their vectors.</param>
/// <param name="Ask">By row, how alike its nearest others are; NaN where the question doesn't arise.</param>
internal sealed record NeighbourQuestion(string Name, string Title, Predicate<int[]> Arises, Func<NearestRows, int[], float[]> Ask);
