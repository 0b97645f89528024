using UserRep.Adapters;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Adapters;

/// <summary>Which map to learn, and from what.</summary>
/// <param name="FromFolder">Bundle of the version that will go on being encoded.</param>
/// <param name="ToFolder">Bundle of the version whose space is to be kept.</param>
public sealed record AdapterFitRequest(IEventSource Source, string FromFolder, string ToFolder, EvaluationOptions Options)
{
    public bool Quick { get; init; }

    /// <summary>Take this kind, whatever is better; null: choose.</summary>
    public AdapterKind? Kind { get; init; }

    /// <summary>The tasks that count, by the names of an evaluation; null: all there is room for.</summary>
    public IReadOnlyList<string>? Tasks { get; init; }
}
