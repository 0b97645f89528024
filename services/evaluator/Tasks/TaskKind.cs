namespace UserRep.Evaluator.Tasks;

internal enum TaskKind
{
    /// <summary>Each output is a yes or no of its own.</summary>
    Labels,

    /// <summary>Exactly one output is true.</summary>
    Classes,
}
