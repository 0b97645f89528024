using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods;

/// <summary>What a fitted model says of rows, or why there is no model: then the method is left out, and a note says so.</summary>
/// <param name="Values">Null exactly if there are faults.</param>
internal sealed record Fitted(Matrix? Values, IReadOnlyList<string> Faults)
{
    public static Fitted Refused(IReadOnlyList<string> faults) => new(null, faults);

    public static implicit operator Fitted(Matrix values) => new(values, []);
}
