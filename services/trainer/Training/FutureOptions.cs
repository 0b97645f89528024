namespace UserRep.Trainer.Training;

/// <summary>
/// The second objective: from the vector alone, predict what the user does next. Reconstruction keeps all of the input alike;
/// this says which of it matters later. It only ever looks at events before the cut-off. The parts' weights are relative to each other.
/// </summary>
/// <param name="Active">Weight of being active at all. Default 2; 0 to 100.</param>
/// <param name="Groups">Weight of the item groups acted on. Default 1; 0 to 100.</param>
/// <param name="Counts">Weight of how much. Default 1; 0 to 100.</param>
/// <param name="Items">Weight of the pooled vectors of the items acted on. Default 0.3; 0 to 100.</param>
public sealed record FutureOptions(double Active = 2, double Groups = 1, double Counts = 1, double Items = 0.3)
{
    /// <summary>Days ahead, ascending. Default 7, 28 and 90; 1 to 4 of 1 to 366.</summary>
    public IReadOnlyList<int> HorizonsDays { get; init; } = [7, 28, 90];
}
